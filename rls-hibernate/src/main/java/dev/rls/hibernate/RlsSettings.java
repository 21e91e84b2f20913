package dev.rls.hibernate;

/** The settings of Hibernate that this library reads. It needs none of them. */
public final class RlsSettings {

    /**
     * Who enforces the policies: {@code both}, which is the default, or {@code orm}.
     *
     * <p>With {@code both} PostgreSQL enforces them beside Hibernate; another database has no row-level security, so there
     * Hibernate stands alone whatever is set. With {@code orm} it stands alone on PostgreSQL too: connections are bound to
     * no claims and the database is not checked at start. That is for teams that bring the filters first and the policies
     * later; {@code docs/limits.md} says what it does not protect.
     */
    public static final String ENFORCE = "rls.enforce";

    private RlsSettings() {}
}
