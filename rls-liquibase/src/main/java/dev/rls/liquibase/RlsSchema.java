package dev.rls.liquibase;

/** Where the changelogs of schema {@code rls} and of the roles around it lie. */
public final class RlsSchema {

    /**
     * The class path resource: Liquibase formatted SQL that psql runs as it is. It comes before the changelogs of policies,
     * and needs a role that owns the database and may create roles.
     */
    public static final String CHANGELOG = "dev/rls/liquibase/schema.sql";

    /**
     * The class path resource: the roles of an application, their names parameters of the changelog. It comes after
     * {@link #CHANGELOG} and before the tables, and is run by the same role; who has roles of their own needs it not.
     */
    public static final String ROLES = "dev/rls/liquibase/roles.sql";

    private RlsSchema() {}
}
