package dev.rls.spring.transactions;

import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** What the tenants have. */
@Entity
@TenantScoped
class Parcel {

    @Id
    private long id;

    @Column(name = "tenant_id")
    private @Nullable String tenantId;

    private @Nullable String name;

    @Nullable
    String name() {
        return name;
    }

    static Parcel of(long id, String name) {
        Parcel parcel = new Parcel();
        parcel.id = id;
        parcel.name = name;
        return parcel;
    }
}
