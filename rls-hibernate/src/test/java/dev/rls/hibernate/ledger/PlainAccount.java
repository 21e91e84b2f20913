package dev.rls.hibernate.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** {@link Account} without its policies. */
@Entity
@Table(name = "account")
public class PlainAccount extends AccountRow {}
