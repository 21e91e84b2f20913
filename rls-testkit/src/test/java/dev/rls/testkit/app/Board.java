package dev.rls.testkit.app;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** What tickets belong to; the database makes its identifier and takes none. */
@Entity
@TenantScoped
public class Board {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public @Nullable String tenantId;
    public boolean open;
}
