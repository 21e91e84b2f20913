package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Rows;
import dev.rls.benchmarks.worker.Way;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The same rows three times: without policies, with ours, and with those of Hibernate 8. */
final class Databases {

    /** May bind claims without a token; like the other no superuser and not the owner. */
    private static final String TRUSTED = "trusted_application";

    private final PostgresServer server = PostgresServer.of(Version.V18);
    private final TestDatabase plain = server.createDatabase();
    private final TestDatabase ours = server.createDatabase();
    private final TestDatabase theirs = server.createDatabase();

    Databases(Children children, int rows) throws SQLException, IOException {
        create(plain, children.of(Way.HAND_WRITTEN), rows);
        create(ours, children.of(Way.HAND_WRITTEN), rows);
        create(theirs, children.of(Way.HIBERNATE_8), rows);
        plain.migrator().execute("grant select on invoice to " + PostgresServer.APPLICATION);
        theirs.migrator().execute("grant select on invoice to " + PostgresServer.APPLICATION);
        protect(children.of(Way.TICKETS).ask("key"));
    }

    private static void create(TestDatabase database, Child child, int rows) throws SQLException {
        child.ask("create", url(database, database.port(), PostgresServer.MIGRATOR));
        database.superuser()
                .execute(
                        Rows.FILL.formatted(Rows.TENANTS, rows),
                        "create index on invoice (tenant_id, id)",
                        "vacuum analyze invoice");
    }

    private void protect(String key) throws SQLException, IOException {
        Sql migrator = ours.migrator();
        run(migrator, resource("dev/rls/liquibase/schema.sql"));
        run(migrator, resource("META-INF/rls/app/changelog.sql"));
        migrator.execute(
                "create role " + TRUSTED + " login password '" + PostgresServer.PASSWORD + "'",
                "grant rls_app to " + PostgresServer.APPLICATION + ", " + TRUSTED,
                "grant rls_trusted to " + TRUSTED,
                "grant rls_keys to " + PostgresServer.MIGRATOR);
        migrator.column("select rls.add_jwk(?::jsonb, ?, ?)", key, TestIssuer.ISSUER, TestIssuer.AUDIENCE);
        ours.superuser().execute("vacuum analyze");
    }

    private static void run(Sql owner, String changelog) throws SQLException {
        try (Connection connection = owner.connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, changelog);
            connection.commit();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Databases.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    int port() {
        return plain.port();
    }

    String version() throws SQLException {
        return String.valueOf(plain.superuser().value("show server_version"));
    }

    /** Where a way connects, through a port. */
    String url(Way way, int port) {
        return url(of(way), port, role(way));
    }

    private static String url(TestDatabase database, int port, String role) {
        return "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
                .formatted(port, database.name(), role, PostgresServer.PASSWORD);
    }

    private TestDatabase of(Way way) {
        if (way.withLibrary()) {
            return ours;
        }
        return way.onHibernate8() ? theirs : plain;
    }

    private static String role(Way way) {
        return way == Way.BIND_CLAIMS ? TRUSTED : PostgresServer.APPLICATION;
    }

    /** Nanoseconds of CPU that the connections of a way have used; Linux counts them for each thread, and a backend has one. */
    long cpu(Way way) throws SQLException, IOException {
        long cpu = 0;
        TestDatabase database = of(way);
        for (String pid : database.superuser()
                .column(
                        "select pid from pg_stat_activity where datname = ? and usename = ?",
                        database.name(),
                        role(way))) {
            Path schedule = Path.of("/proc", pid, "schedstat");
            if (Files.exists(schedule)) {
                String text = Files.readString(schedule);
                cpu += Long.parseLong(text.substring(0, text.indexOf(' ')));
            }
        }
        return cpu;
    }
}
