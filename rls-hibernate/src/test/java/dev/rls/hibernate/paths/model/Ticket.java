package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;

/** A to-one by two columns. */
@Entity
public class Ticket extends Row {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumns({
        @JoinColumn(name = "seat_tenant", referencedColumnName = "tenant"),
        @JoinColumn(name = "seat_no", referencedColumnName = "no")
    })
    public Seat seat;
}
