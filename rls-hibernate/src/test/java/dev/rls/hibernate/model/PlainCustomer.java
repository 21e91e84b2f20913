package dev.rls.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The twin without protection. */
@Entity
@Table(name = "customer")
public class PlainCustomer {

    @Id
    private UUID id;

    private String tenantId;

    @OneToMany(mappedBy = "customer")
    private List<PlainInvoice> invoices = new ArrayList<>();

    protected PlainCustomer() {}

    public PlainCustomer(UUID id) {
        this.id = id;
    }

    public UUID getId() {
        return id;
    }

    public String getTenantId() {
        return tenantId;
    }

    public List<PlainInvoice> getInvoices() {
        return invoices;
    }
}
