package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A database with schema rls and a protected table {@code invoice} of two tenants, one invoice each; the application logs
 * in as a role that is neither superuser nor owner.
 *
 * @param database the database
 * @param issuer who signs tokens; both of its keys are registered
 */
record Invoices(TestDatabase database, TestIssuer issuer) {

    /** May bind claims without a token. */
    static final String TRUSTED = "trusted_application";

    /** Brings the keys of followed issuers, and is nothing else. */
    static final String KEY_JOB = "key_job";

    static final String TABLE = "create table public.invoice (id int primary key, tenant_id text not null)";

    static Invoices create(Version version) throws SQLException {
        return in(Cluster.fresh(version));
    }

    /** In a database of a cluster without roles of schema rls. */
    static Invoices in(TestDatabase database) throws SQLException {
        Installer.PSQL.installSchema(database, PostgresServer.MIGRATOR);
        Sql migrator = database.migrator();
        migrator.execute(
                "create role " + TRUSTED + " login password '" + PostgresServer.PASSWORD + "'",
                "create role " + KEY_JOB + " login password '" + PostgresServer.PASSWORD + "' in role rls_key_job",
                "grant rls_app to application, " + TRUSTED,
                "grant rls_trusted to " + TRUSTED,
                "grant rls_keys to migrator",
                TABLE,
                "insert into public.invoice values (1, 'acme'), (2, 'globex')",
                // What no policy reads, and tests read by hand.
                "select rls.declare_claim(c) from unnest('{a,b,c,n,t,u,team,teams,absent}'::text[]) c");
        Invoices invoices = new Invoices(database, new TestIssuer("test"));
        invoices.register(invoices.issuer.rsa().toPublicJWK().toJSONString());
        invoices.register(invoices.issuer.secret().toJSONString());
        Installer.PSQL.update(database, PostgresServer.MIGRATOR, "changelog.sql", changelog(index()));
        return invoices;
    }

    static PolicyIndex index() {
        return index("app");
    }

    static PolicyIndex index(String unit) {
        return new PolicyIndex(
                unit,
                "rls_app",
                List.of(declaration(
                        "com.acme.Invoice", new TableName("public", "invoice"), "tenant_id", ValueType.STRING)));
    }

    /** An entity with a tenant in a column. */
    static EntityDeclaration declaration(String entity, TableName table, String column, ValueType type) {
        return new EntityDeclaration(
                entity,
                table,
                Map.of("tenantId", new Attribute.Basic(column, type, List.of())),
                new TenantDeclaration("tenantId", "tenant_id", "", false),
                List.of());
    }

    /** A folder with the changelog of an index. */
    static Path changelog(PolicyIndex index) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "changelog");
            Files.writeString(folder.resolve("changelog.sql"), index.toChangelog());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void register(String jwk) throws SQLException {
        database.migrator().column("select rls.add_jwk(?::jsonb, ?, ?)", jwk, TestIssuer.ISSUER, TestIssuer.AUDIENCE);
    }

    String token(String tenant) {
        return issuer.token(Map.of("sub", "alice", "tenant_id", tenant));
    }

    /** A transaction of the application with a token bound. */
    Connection boundTo(String tenant) throws SQLException {
        return bound(token(tenant));
    }

    Connection bound(String token) throws SQLException {
        Connection connection = unbound();
        bind(connection, token);
        return connection;
    }

    /** A transaction of the application. */
    Connection unbound() throws SQLException {
        Connection connection = database.application().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A transaction of the trusted application. */
    Connection boundToClaims(String claims) throws SQLException {
        Connection connection = database.as(TRUSTED).connect();
        connection.setAutoCommit(false);
        Sql.column(connection, "select rls.bind_claims(?::jsonb)", claims);
        return connection;
    }

    static void bind(Connection connection, String token) throws SQLException {
        Sql.column(connection, "select rls.bind(?)", token);
    }

    static List<String> tenants(Connection connection) throws SQLException {
        return tenants(connection, "public.invoice");
    }

    static List<String> tenants(Connection connection, String table) throws SQLException {
        return Sql.column(connection, "select tenant_id from " + table + " order by id");
    }
}
