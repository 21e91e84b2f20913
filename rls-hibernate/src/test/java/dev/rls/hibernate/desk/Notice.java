package dev.rls.hibernate.desk;

import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Rows without tenant are everybody's to read and nobody's to write. */
@Entity
@SuppressLint(value = "RLS077", reason = "the tests plant rows by their numbers")
@TenantScoped(shared = true)
public class Notice {

    @Id
    public Long id;

    public @Nullable String tenantId;

    public String text;

    protected Notice() {}

    public Notice(long id, String text) {
        this.id = id;
        this.text = text;
    }
}
