package dev.rls.benchmarks.worker;

/** How an application keeps to the rows of a tenant. The others are compared with the first. */
public enum Way {
    /** Hibernate 7.4, and each query names the tenant. */
    HAND_WRITTEN("predicate by hand", false, false),
    /** Hibernate 7.4 adds the predicate. */
    TENANT_ID("@TenantId", false, false),
    /** This library, which vouches for claims without a token. */
    BIND_CLAIMS("bind_claims", true, false),
    /** This library, and the database verifies the token or a ticket for it. */
    TICKETS("verified tickets", true, false),
    /** Hibernate 8 adds the predicate, makes policies, and tells the database the tenant. */
    HIBERNATE_8("Hibernate 8 RLS", false, true);

    private final String label;
    private final boolean withLibrary;
    private final boolean onHibernate8;

    Way(String label, boolean withLibrary, boolean onHibernate8) {
        this.label = label;
        this.withLibrary = withLibrary;
        this.onHibernate8 = onHibernate8;
    }

    /** In tables and charts. */
    public String label() {
        return label;
    }

    /** Whether this library is on its class path. */
    public boolean withLibrary() {
        return withLibrary;
    }

    /** Which Hibernate is on its class path. */
    public boolean onHibernate8() {
        return onHibernate8;
    }

    /** Whether the database would hold rows back that no predicate holds back. */
    public boolean hasPolicies() {
        return withLibrary || onHibernate8;
    }
}
