package dev.rls.benchmarks.worker;

import org.hibernate.query.SelectionQuery;

/** Each query names the tenant. */
final class ByHand implements Tenancy {

    @Override
    public Class<? extends Invoice> entity() {
        return PlainInvoice.class;
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
}
