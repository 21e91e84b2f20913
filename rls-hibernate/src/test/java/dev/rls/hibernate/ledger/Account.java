package dev.rls.hibernate.ledger;

import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** An account of a tenant. */
@Entity
@SuppressLint(value = "RLS077", reason = "keys that are taken are tested")
@TenantScoped
@Table(
        name = "account",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uk_account_number",
                        columnNames = {"tenantId", "number"}))
public class Account extends AccountRow {}
