package dev.rls.hibernate.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** The columns of an account, whose identifier is assigned and which has no version. */
@MappedSuperclass
public abstract class AccountRow {

    @Id
    public Long id;

    public @Nullable String tenantId;

    /** Unique among all tenants. */
    @Column(unique = true)
    public @Nullable String iban;

    /** Unique among those of a tenant. */
    public @Nullable String number;

    /** Unique among those of a tenant, by a migration of which the mapping does not tell. */
    public @Nullable String label;

    public @Nullable String text;
}
