package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.Audited;

/** An entity whose history Hibernate keeps. */
@Entity
@Audited
public class Statute extends Row {}
