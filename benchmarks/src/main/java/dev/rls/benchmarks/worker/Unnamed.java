package dev.rls.benchmarks.worker;

import org.hibernate.query.SelectionQuery;

/** Queries say nothing of the tenant. */
abstract class Unnamed implements Tenancy {

    @Override
    public final String predicate() {
        return "";
    }

    @Override
    public final void name(String tenant, SelectionQuery<?> query) {}
}
