package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;

/** Root of a hierarchy with a table for each class. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
public class Person extends Row {}
