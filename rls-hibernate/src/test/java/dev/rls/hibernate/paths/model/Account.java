package dev.rls.hibernate.paths.model;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;

/** An owner of collections of every kind. */
@Entity
public class Account extends Row {

    @Version
    public int version;

    public int amount;

    @OneToMany(mappedBy = "account")
    public List<Purchase> purchases = new ArrayList<>();

    @OneToMany(mappedBy = "account")
    @Fetch(FetchMode.SUBSELECT)
    public Set<Purchase> subselected = new HashSet<>();

    @OneToMany(mappedBy = "account")
    @BatchSize(size = 10)
    public Set<Purchase> batched = new HashSet<>();

    @OneToMany(mappedBy = "account")
    @MapKey(name = "name")
    public Map<String, Purchase> byName = new HashMap<>();

    /** The owner writes the column of its elements. */
    @OneToMany
    @JoinColumn(name = "account_id")
    public List<Parcel> parcels = new ArrayList<>();

    @OneToMany
    @JoinTable(
            name = "account_sent",
            joinColumns = @JoinColumn(name = "account_id"),
            inverseJoinColumns = @JoinColumn(name = "parcel_id"))
    public Set<Parcel> sent = new HashSet<>();

    @ManyToMany
    @JoinTable(
            name = "account_label",
            joinColumns = @JoinColumn(name = "account_id"),
            inverseJoinColumns = @JoinColumn(name = "label_id"))
    public Set<Label> labels = new HashSet<>();

    @ManyToMany
    @JoinTable(
            name = "account_ranked",
            joinColumns = @JoinColumn(name = "account_id"),
            inverseJoinColumns = @JoinColumn(name = "label_id"))
    @Fetch(FetchMode.SUBSELECT)
    @OrderColumn(name = "place")
    public List<Label> ranked = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "account_note", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "note")
    public Set<String> notes = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "account_phone", joinColumns = @JoinColumn(name = "account_id"))
    @MapKeyColumn(name = "kind")
    @Column(name = "phone")
    public Map<String, String> phones = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "account_address", joinColumns = @JoinColumn(name = "account_id"))
    @OrderColumn(name = "place")
    public List<Address> addresses = new ArrayList<>();

    public Set<String> getNotes() {
        return notes;
    }

    public List<Purchase> getPurchases() {
        return purchases;
    }

    /** An embeddable that refers to an entity. */
    @Embeddable
    public static class Address {
        public String street;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "label_id")
        public Label label;
    }
}
