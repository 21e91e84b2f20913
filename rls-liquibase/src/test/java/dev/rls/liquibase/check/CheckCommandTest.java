package dev.rls.liquibase.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.CheckedDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a pipeline calls it: what it prints, and the exit code. */
class CheckCommandTest {

    private static TestDatabase database;
    private static Path index;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void create(@TempDir Path folder) throws SQLException, IOException {
        database = CheckedDatabase.create(Version.V18);
        index = Files.writeString(
                folder.resolve("policies.json"), CheckedDatabase.index().toJson());
    }

    @Test
    void aDatabaseAsTheReadmeSetsItUpIsSound() {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                Database %s, judged for application, rls_app

                Nothing found.
                """.formatted(database.name()));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--url", database.url(), "--user", PostgresServer.APPLICATION, "--index", index.toString()));
        arguments.addAll(List.of(more));
        return command(arguments.toArray(String[]::new));
    }

    private int command(String... arguments) {
        return new CheckCommand(print(out), print(err), Map.of(CheckOptions.PASSWORD, PostgresServer.PASSWORD))
                .run(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        bytes.reset();
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
