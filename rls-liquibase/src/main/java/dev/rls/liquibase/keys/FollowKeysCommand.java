package dev.rls.liquibase.keys;

import dev.rls.liquibase.internal.NotRunException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the keys of an issuer from the command line: {@code java -cp … dev.rls.liquibase.keys.FollowKeysCommand}. The class
 * path has this jar, rls-policy and the driver. It runs once; a scheduler calls it every few minutes.
 */
public final class FollowKeysCommand {

    /** The database has the keys. */
    static final int FOLLOWED = 0;

    /** The keys could not be fetched, or all or some of them were refused. */
    static final int REFUSED = 1;

    /** The command could not be run. */
    static final int NOT_RUN = 2;

    /** What is wrong with how it was called, or with the database, and not with the keys. */
    private static final Set<String> CALLERS = Set.of("RLS800", "RLS801", "RLS804", "RLS525", "RLS526");

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    FollowKeysCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /**
     * Follows the keys and ends the JVM with 0 if the database has them, 1 if they or some of them could not be fetched or were
     * refused, 2 if the command could not be run.
     *
     * @param arguments those that {@code --help} prints
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new FollowKeysCommand(out, err, System.getenv()).run(arguments));
    }

    int run(String... arguments) {
        try {
            FollowOptions options = FollowOptions.parse(arguments);
            if (options == null) {
                out.print(FollowOptions.USAGE);
                return FOLLOWED;
            }
            List<KeyOutcome> outcomes = new KeyFollower(
                            () -> options.login().connect(environment),
                            options.issuer(),
                            options.jwks(),
                            options.grace())
                    .run();
            outcomes.forEach(out::println);
            return outcomes.stream().anyMatch(KeyOutcome::isRefused) ? REFUSED : FOLLOWED;
        } catch (NotRunException e) {
            err.println(e.getMessage());
            return NOT_RUN;
        } catch (KeysNotFollowedException e) {
            err.println(e.getMessage());
            return CALLERS.contains(e.code()) ? NOT_RUN : REFUSED;
        }
    }
}
