package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;

/** In a table of its own that repeats the columns of its root. */
@Entity
public class Handset extends Device {

    public String serial;
}
