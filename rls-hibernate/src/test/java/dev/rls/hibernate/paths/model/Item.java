package dev.rls.hibernate.paths.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/** A child that has its parent's tenant. */
@Entity
@TenantScoped(via = "purchase")
public class Item implements Marked {

    @Id
    public Long id;

    public String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "purchase_id")
    public Purchase purchase;

    @Override
    public String getName() {
        return name;
    }
}
