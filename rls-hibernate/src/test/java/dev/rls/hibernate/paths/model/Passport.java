package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;

/** The side of one-to-one that has the column. */
@Entity
public class Passport extends Row {

    @OneToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "holder_id")
    public Holder holder;
}
