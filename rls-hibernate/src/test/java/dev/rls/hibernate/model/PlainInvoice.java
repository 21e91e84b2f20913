package dev.rls.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** The twin without protection. */
@Entity
@Table(name = "invoice")
public class PlainInvoice implements InvoiceRow {

    @Id
    private UUID id;

    private String tenantId;

    private String number;

    @ManyToOne(fetch = FetchType.LAZY)
    private PlainCustomer customer;

    protected PlainInvoice() {}

    public PlainInvoice(UUID id, String tenantId, String number) {
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

    public PlainCustomer getCustomer() {
        return customer;
    }

    public void setCustomer(PlainCustomer customer) {
        this.customer = customer;
    }
}
