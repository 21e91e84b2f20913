package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;

/** A to-one through a join table. */
@Entity
public class Courier extends Row {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinTable(
            name = "courier_parcel",
            joinColumns = @JoinColumn(name = "courier_id"),
            inverseJoinColumns = @JoinColumn(name = "parcel_id"))
    public Parcel parcel;
}
