package dev.rls.hibernate.paths.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What most entities of the paths have, inherited with its policy. */
@MappedSuperclass
@TenantScoped
public abstract class Row implements Marked {

    @Id
    public Long id;

    public String tenantId;

    public String name;

    public Long getId() {
        return id;
    }

    public String getTenantId() {
        return tenantId;
    }

    @Override
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** Fills an instance that someone makes up. */
    public static <R extends Row> R forged(R row, long id, String tenant, String name) {
        row.id = id;
        row.tenantId = tenant;
        row.name = name;
        return row;
    }
}
