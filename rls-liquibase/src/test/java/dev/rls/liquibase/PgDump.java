package dev.rls.liquibase;

import dev.rls.fixtures.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The {@code pg_dump} of this machine; the PostgreSQL of the tests comes without one. */
final class PgDump {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private PgDump() {}

    /** Skips a test where there is none that is new enough: it refuses servers that are newer than itself. */
    static void assumeItDumps(TestDatabase database) throws SQLException {
        int server = Integer.parseInt(
                Objects.requireNonNull(database.superuser().value("select current_setting('server_version_num')")));
        int own = version();
        Assumptions.assumeTrue(
                own >= server / 10000,
                () -> own == 0
                        ? "pg_dump is not on the PATH: install postgresql-client"
                        : "pg_dump " + own + " does not dump PostgreSQL " + server / 10000);
    }

    private static int version() {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version").start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Runs a command of the page, which writes {@code shop.sql} from database {@code shop}; an error is what it says. */
    static Path run(TestDatabase database, String command) throws SQLException {
        try {
            Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "dump", ".sql");
            Shell.run(database, command.replace("shop.sql", file.toString()));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
