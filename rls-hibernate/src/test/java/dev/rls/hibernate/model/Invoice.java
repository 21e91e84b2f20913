package dev.rls.hibernate.model;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** An invoice of a tenant. */
@TenantScoped
@Entity
@Table(name = "invoice")
public class Invoice implements InvoiceRow {

    @Id
    private UUID id;

    private String tenantId;

    private String number;

    @ManyToOne(fetch = FetchType.LAZY)
    private Customer customer;

    protected Invoice() {}

    public Invoice(UUID id, String tenantId, String number) {
        this.id = id;
        this.tenantId = tenantId;
        this.number = number;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public String getTenantId() {
        return tenantId;
    }

    @Override
    public String getNumber() {
        return number;
    }

    @Override
    public void setNumber(String number) {
        this.number = number;
    }

    public void setTenantId(String tenantId) {
        this.tenantId = tenantId;
    }

    public Customer getCustomer() {
        return customer;
    }

    public void setCustomer(Customer customer) {
        this.customer = customer;
    }
}
