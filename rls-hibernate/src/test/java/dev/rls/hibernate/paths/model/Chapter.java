package dev.rls.hibernate.paths.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;

/** An entity whose history Envers keeps. */
@Entity
@Audited
@TenantScoped
public class Chapter implements Marked {

    @Id
    public Long id;

    public String tenantId;

    public String name;

    @Override
    public String getName() {
        return name;
    }
}
