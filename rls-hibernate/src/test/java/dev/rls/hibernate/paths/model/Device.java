package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;

/** Root of a hierarchy whose concrete classes have whole tables. */
@Entity
@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
public class Device extends Row {}
