package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;

/** The side of one-to-one that has no column. */
@Entity
public class Holder extends Row {

    @OneToOne(mappedBy = "holder", fetch = FetchType.LAZY)
    public Passport passport;
}
