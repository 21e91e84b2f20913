package dev.rls.liquibase.check;

import dev.rls.liquibase.internal.NotRunException;
import dev.rls.policy.catalog.CatalogReport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Checks the catalog of a database from the command line: {@code java -cp … dev.rls.liquibase.check.CheckCommand}. The class
 * path has this jar, rls-policy, the driver, and where there is one the application, whose policy index is found there.
 */
public final class CheckCommand {

    /** Nothing was found but notes and what is ignored. */
    static final int SOUND = 0;

    /** Something is a leak, or weakened. */
    static final int FOUND = 1;

    /** The check could not be run. */
    static final int NOT_RUN = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    CheckCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /**
     * Runs the check and ends the JVM with 0 if nothing of weight was found, 1 if there was, 2 if it could not be run.
     *
     * @param arguments those that {@code --help} prints
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new CheckCommand(out, err, System.getenv()).run(arguments));
    }

    int run(String... arguments) {
        try {
            CheckOptions options = CheckOptions.parse(arguments);
            if (options == null) {
                out.print(CheckOptions.USAGE);
                return SOUND;
            }
            CheckResult result = CheckResult.of(report(options), options.ignores());
            out.print(options.json() ? CheckJson.write(result) : CheckText.write(result));
            result.unused()
                    .forEach(ignore ->
                            err.println("nothing is ignored by --ignore " + ignore.rule() + ":" + ignore.object()));
            return result.isSound() ? SOUND : FOUND;
        } catch (NotRunException e) {
            err.println(e.getMessage());
            return NOT_RUN;
        } catch (SQLException e) {
            err.println("the database could not be asked: " + e.getMessage());
            return NOT_RUN;
        }
    }

    private CatalogReport report(CheckOptions options) throws SQLException {
        var indexes = IndexLocations.read(options.indexes());
        try (Connection connection = options.login().connect(environment)) {
            return options.roles().isEmpty()
                    ? CatalogReport.ofApplications(connection, indexes)
                    : CatalogReport.ofRoles(connection, indexes, options.roles());
        }
    }
}
