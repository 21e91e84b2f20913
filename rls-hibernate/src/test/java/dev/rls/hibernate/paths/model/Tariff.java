package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.Temporal;

/** An entity whose rows Hibernate keeps when they are superseded. */
@Entity
@Temporal
public class Tariff extends Row {}
