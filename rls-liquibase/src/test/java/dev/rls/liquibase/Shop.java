package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * An application with all the roles that a changelog makes for it, each with a name of its own: the installing role makes
 * them, the migration role makes a table of two tenants and protects it.
 *
 * @param database the database
 * @param issuer who signs tokens; its key was registered by the route for keys
 */
record Shop(TestDatabase database, TestIssuer issuer) {

    static final String OWNER = "shop_owner";
    static final String MIGRATOR = "shop_migrator";
    static final String APPLICATION = "shop_app";
    static final String LOGIN = "shop";
    static final String REPORTING = "shop_reporting";
    static final String JOBS = "shop_jobs";
    static final String KEYS = "shop_keys";
    static final String KEY_JOB = "shop_key_job";

    /** Parameters of the changelog. */
    static final Map<String, String> NAMES = Map.of(
            "rls.role.owner", OWNER,
            "rls.role.migrator", MIGRATOR,
            "rls.role.application", APPLICATION,
            "rls.role.login", LOGIN,
            "rls.role.routes",
                    REPORTING + ", " + JOBS + ":rls_trusted, " + KEYS + ":rls_keys, " + KEY_JOB + ":rls_key_job",
            "rls.schema", "shop");

    static Shop create(Version version) throws SQLException {
        TestDatabase database = Cluster.fresh(version);
        Installer.PSQL_SINGLE_TRANSACTION.installSchema(database, PostgresServer.MIGRATOR);
        LiquibaseVersion liquibase = version == Version.V15 ? LiquibaseVersion.V4 : LiquibaseVersion.V5;
        liquibase.update(database, PostgresServer.MIGRATOR, RlsSchema.ROLES, Installer.SCHEMA_FILES, NAMES);
        Shop shop = new Shop(database, new TestIssuer("test"));
        database.as(MIGRATOR)
                .execute(
                        "create table shop.invoice (id int primary key, tenant_id text not null)",
                        "insert into shop.invoice values (1, 'acme'), (2, 'globex')");
        // As the migration role logs in, through Liquibase, which knows no SET ROLE.
        liquibase.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(index()));
        database.as(KEYS)
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        shop.issuer.rsa().toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE);
        return shop;
    }

    static PolicyIndex index() {
        return new PolicyIndex(
                "app",
                APPLICATION,
                List.of(Invoices.declaration(
                        "com.acme.Invoice", new TableName("shop", "invoice"), "tenant_id", ValueType.STRING)));
    }

    /** A transaction of a role with a token of acme. */
    Connection boundAs(String role) throws SQLException {
        Connection connection = database.as(role).connect();
        connection.setAutoCommit(false);
        Invoices.bind(connection, issuer.token(Map.of("sub", "alice", "tenant_id", "acme")));
        return connection;
    }
}
