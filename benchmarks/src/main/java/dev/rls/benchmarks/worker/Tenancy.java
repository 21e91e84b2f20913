package dev.rls.benchmarks.worker;

import java.util.Map;
import org.hibernate.query.SelectionQuery;

/** What differs between the ways. */
interface Tenancy {

    /** The one entity. */
    Class<? extends Invoice> entity();

    /** Settings beyond the data source. */
    default Map<String, Object> settings() {
        return Map.of();
    }

    /** Runs a transaction as a tenant, as a request would. */
    void as(String tenant, Runnable transaction);

    /** What a query says of the tenant. */
    String predicate();

    /** Gives a query the tenant, if it asks for it. */
    void name(String tenant, SelectionQuery<?> query);

    /** The key that the database is to verify tokens with; empty if there are none. */
    default String key() {
        return "";
    }

    /** The tenancy of a way. Each is a class of its own, so that none loads what its class path lacks. */
    static Tenancy of(Way way) {
        return switch (way) {
            case HAND_WRITTEN -> new ByHand();
            case TENANT_ID, HIBERNATE_8 -> new ByTenantId();
            case BIND_CLAIMS -> new ByClaims();
            case TICKETS -> new ByTickets();
        };
    }
}
