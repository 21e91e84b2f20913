package dev.rls.sample.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server of this process's own, prepared as a DBA prepares one: the migration role owns the database and may
 * create roles, the application's role owns nothing, and neither is a superuser.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "sample";

    private final EmbeddedPostgres server;

    EmbeddedDatabase(DatabaseLogin migrator, DatabaseLogin application) throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        execute(
                "postgres",
                "create role %s login createrole password '%s'".formatted(migrator.user(), migrator.password()),
                "create role %s login password '%s'".formatted(application.user(), application.password()),
                "create database %s owner %s".formatted(NAME, migrator.user()),
                "revoke all on database %s from public".formatted(NAME),
                "grant connect on database %s to %s".formatted(NAME, application.user()));
        execute(NAME, "alter schema public owner to " + migrator.user());
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + NAME;
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
