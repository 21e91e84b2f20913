package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.NaturalId;

/** A natural id of one attribute. */
@Entity
public class Product extends Row {

    @NaturalId(mutable = true)
    public String code;
}
