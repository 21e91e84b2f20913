package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * Runs a file as {@code psql -v ON_ERROR_STOP=1 -f} does. Where there is no psql, its statements are run one by one over
 * JDBC, which is said aloud: that shows the SQL to be right, not that psql reads the file so.
 */
final class Psql {

    static final boolean PRESENT = present();

    private Psql() {}

    static void run(TestDatabase database, String user, Path file, boolean singleTransaction) throws SQLException {
        try {
            if (PRESENT) {
                process(database, user, file, singleTransaction);
            } else {
                statements(database, user, file, singleTransaction);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void process(TestDatabase database, String user, Path file, boolean singleTransaction)
            throws IOException, SQLException {
        List<String> command = new ArrayList<>(List.of(
                "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-h", "localhost", "-p"));
        command.add(Integer.toString(database.port()));
        command.addAll(List.of("-U", user, "-d", database.name(), "-o", "/dev/null", "-f", file.toString()));
        if (singleTransaction) {
            command.add("--single-transaction");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD);
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new SQLException(output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void statements(TestDatabase database, String user, Path file, boolean singleTransaction)
            throws IOException, SQLException {
        try (Connection connection = database.as(user).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(!singleTransaction);
            statement.setEscapeProcessing(false);
            for (NativeQuery query :
                    Parser.parseJdbcSql(Files.readString(file), true, false, true, false, false, new String[0])) {
                statement.execute(query.nativeSql);
            }
            if (singleTransaction) {
                connection.commit();
            }
        }
    }

    private static boolean present() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "psql"))) {
                return true;
            }
        }
        System.out.println("psql is not on the PATH: its part of these tests runs the statements over JDBC instead."
                + " Install postgresql-client to have psql itself read the files.");
        return false;
    }
}
