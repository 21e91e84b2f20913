package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;

/** What each row of {@link Tool} is. */
@Entity
public class Drill extends Tool {}
