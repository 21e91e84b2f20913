package dev.rls.hibernate.paths.model;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyJoinColumn;
import java.util.HashMap;
import java.util.Map;

/** An embedded value that refers to an entity, and a map with an entity as key. */
@Entity
public class Contact extends Row {

    @Embedded
    public Where place;

    @ElementCollection
    @CollectionTable(name = "contact_rating", joinColumns = @JoinColumn(name = "contact_id"))
    @MapKeyJoinColumn(name = "label_id")
    @Column(name = "rating")
    public Map<Label, String> ratings = new HashMap<>();

    /** A city, and how it is labelled. */
    @Embeddable
    public static class Where {
        public String city;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "label_id")
        public Label label;
    }
}
