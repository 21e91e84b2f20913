package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;

/** In a table joined to that of its root. */
@Entity
public class Employee extends Person {

    public String grade;
}
