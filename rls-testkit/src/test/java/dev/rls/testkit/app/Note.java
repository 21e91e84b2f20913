package dev.rls.testkit.app;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Everybody of a tenant reads it; its author and managers change it. */
@Entity
@SuppressLint(value = "RLS077", reason = "the tests plant rows by their numbers")
@TenantScoped
@RowPolicy(
        name = "own_or_manager",
        on = {UPDATE, DELETE},
        using = "author = :sub or 'manager' in :roles")
public class Note {

    @Id
    public Long id = 0L;

    public @Nullable String tenantId;
    public @Nullable String author;
    public @Nullable String text;

    protected Note() {}

    public Note(long id, @Nullable String tenantId, String author, String text) {
        this.id = id;
        this.tenantId = tenantId;
        this.author = author;
        this.text = text;
    }
}
