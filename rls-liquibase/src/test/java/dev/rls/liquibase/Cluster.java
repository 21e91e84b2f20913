package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import java.sql.SQLException;

/** A server as if it had just been started: no test database, no role of schema rls. */
final class Cluster {

    private Cluster() {}

    static TestDatabase fresh(Version version) throws SQLException {
        TestDatabase database = PostgresServer.of(version).createDatabase();
        for (String other : database.superuser()
                .column(
                        "select datname from pg_database where datname like 'test%' and datname <> current_database()")) {
            database.superuser().execute("drop database " + other + " with (force)");
        }
        for (String role : database.superuser()
                .column("select rolname from pg_roles where rolname not like 'pg\\_%'"
                        + " and rolname not in ('postgres', 'migrator', 'application')")) {
            database.superuser().execute("drop role " + role);
        }
        return database;
    }
}
