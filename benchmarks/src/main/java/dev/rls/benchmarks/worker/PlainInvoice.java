package dev.rls.benchmarks.worker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Nothing but a column: each query names the tenant. */
@Entity(name = "Invoice")
@Table(name = "invoice")
public class PlainInvoice extends Invoice {

    @Column(name = "tenant_id", nullable = false)
    String tenantId;

    @Override
    public String tenant() {
        return tenantId;
    }
}
