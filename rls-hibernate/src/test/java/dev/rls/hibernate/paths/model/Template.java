package dev.rls.hibernate.paths.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Rows of a tenant and everybody's. */
@Entity
@TenantScoped(shared = true)
public class Template implements Marked {

    @Id
    public Long id;

    public String tenantId;

    public String name;

    @Override
    public String getName() {
        return name;
    }
}
