package dev.rls.sample.invoice;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** SQL that Hibernate's filters do not see. What keeps tenants apart here is PostgreSQL alone. */
@Repository
class NativeInvoiceQueries {

    private final EntityManager entityManager;
    private final JdbcTemplate jdbc;

    NativeInvoiceQueries(EntityManager entityManager, JdbcTemplate jdbc) {
        this.entityManager = entityManager;
        this.jdbc = jdbc;
    }

    record TenantTotal(String tenantId, long invoices, BigDecimal total) {}

    /** A report over all tenants, as somebody forgot the predicate. */
    @Transactional(readOnly = true)
    List<TenantTotal> totals() {
        return entityManager
                .unwrap(Session.class)
                .createNativeQuery("""
                        select tenant_id, count(*) as invoices, sum(amount) as total
                        from invoice group by tenant_id order by tenant_id""", TenantTotal.class)
                .getResultList();
    }

    /** Injectable on purpose: never build SQL like this. It stands here to show how far an injection gets. */
    List<InvoiceView> search(String text) {
        return jdbc.query(
                "select id, tenant_id, number, amount from invoice where number like '%" + text + "%' order by number",
                (row, index) -> new InvoiceView(
                        row.getObject("id", UUID.class),
                        row.getString("tenant_id"),
                        row.getString("number"),
                        row.getBigDecimal("amount")));
    }
}
