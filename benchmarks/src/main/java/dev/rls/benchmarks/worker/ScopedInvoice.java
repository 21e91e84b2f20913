package dev.rls.benchmarks.worker;

import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Protected by this library. */
@Entity(name = "Invoice")
@Table(name = "invoice")
@TenantScoped
public class ScopedInvoice extends Invoice {

    @Column(name = "tenant_id", nullable = false)
    String tenantId;

    @Override
    public String tenant() {
        return tenantId;
    }
}
