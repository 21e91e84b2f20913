package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/** What is written because its crate is. */
@Entity
public class Part extends Row {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "crate_id")
    public Crate crate;
}
