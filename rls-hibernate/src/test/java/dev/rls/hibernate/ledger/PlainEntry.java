package dev.rls.hibernate.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** {@link Entry} without its policies. */
@Entity
@Table(name = "entry")
public class PlainEntry extends EntryRow {}
