package dev.rls.hibernate.ledger;

import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** A line of an entry. */
@Entity
@SuppressLint(value = "RLS077", reason = "keys that are taken are tested")
@TenantScoped
public class Line {

    @Id
    public Long id;

    public @Nullable String tenantId;

    @ManyToOne(fetch = FetchType.LAZY)
    public @Nullable Entry entry;

    protected Line() {}

    public Line(long id, Entry entry) {
        this.id = id;
        this.entry = entry;
    }
}
