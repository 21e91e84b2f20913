package dev.rls.benchmarks.worker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** Of Hibernate's own multi-tenancy. */
@Entity(name = "Invoice")
@Table(name = "invoice")
public class TenantInvoice extends Invoice {

    @TenantId
    @Column(name = "tenant_id", nullable = false)
    String tenantId;

    @Override
    public String tenant() {
        return tenantId;
    }
}
