package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;

/** In the table of its root. */
@Entity
public class Car extends Vehicle {

    public String plate;
}
