package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Commands as people type them. */
final class Shell {

    private Shell() {}

    /** Runs a command whose last word is database {@code shop}, on another one; an error is what it says. */
    static void run(TestDatabase database, String command) throws SQLException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.replaceAll(" shop$", " " + database.name()))
                .redirectErrorStream(true);
        builder.environment().put("PGHOST", "localhost");
        builder.environment().put("PGPORT", Integer.toString(database.port()));
        builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new SQLException(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
