package dev.rls.liquibase;

/** Where the changelog of schema {@code rls} lies. */
public final class RlsSchema {

    /**
     * The class path resource: Liquibase formatted SQL that psql runs as it is. It comes before the changelogs of policies,
     * and needs a role that owns the database and may create roles.
     */
    public static final String CHANGELOG = "dev/rls/liquibase/schema.sql";

    private RlsSchema() {}
}
