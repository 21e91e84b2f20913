package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;

/** An element of collections that write it. */
@Entity
public class Parcel extends Row {}
