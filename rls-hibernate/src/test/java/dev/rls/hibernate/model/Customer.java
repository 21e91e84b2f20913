package dev.rls.hibernate.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An invoice of a tenant. */
@TenantScoped
@Entity
@Table(name = "customer")
public class Customer {

    @Id
    private UUID id;

    private String tenantId;

    @OneToMany(mappedBy = "customer")
    private List<Invoice> invoices = new ArrayList<>();

    protected Customer() {}

    public Customer(UUID id) {
        this.id = id;
    }

    public UUID getId() {
        return id;
    }

    public String getTenantId() {
        return tenantId;
    }

    public List<Invoice> getInvoices() {
        return invoices;
    }
}
