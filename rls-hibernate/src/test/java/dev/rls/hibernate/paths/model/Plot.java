package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.NaturalId;

/** A natural id of two attributes. */
@Entity
public class Plot extends Row {

    @NaturalId
    public String street;

    @NaturalId
    public Integer house;
}
