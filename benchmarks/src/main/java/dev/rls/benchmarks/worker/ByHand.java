package dev.rls.benchmarks.worker;

import java.util.Map;
import org.hibernate.query.SelectionQuery;

/** Each query names the tenant. */
final class ByHand implements Tenancy {

    @Override
    public Class<? extends Invoice> entity() {
        return PlainInvoice.class;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public void as(String tenant, Runnable transaction) {
        transaction.run();
    }

    @Override
    public String predicate() {
        return "i.tenantId = :tenant and ";
    }

    @Override
    public void name(String tenant, SelectionQuery<?> query) {
        query.setParameter("tenant", tenant);
    }

    @Override
    public String key() {
        return "";
    }
}
