package dev.rls.hibernate.ledger;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** The columns of an entry, which has a generated identifier and a version. */
@MappedSuperclass
public abstract class EntryRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    @Version
    public @Nullable Integer version;

    public @Nullable String tenantId;

    public @Nullable String text;
}
