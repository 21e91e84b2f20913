package dev.rls.liquibase.keys;

import dev.rls.liquibase.internal.Arguments;
import dev.rls.liquibase.internal.Login;
import dev.rls.liquibase.internal.NotRunException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command.
 *
 * @param login whom to log in as
 * @param issuer whose keys they are
 * @param jwks where they are published
 * @param grace how long a key that has left is still good
 */
record FollowOptions(Login login, String issuer, URI jwks, Duration grace) {

    static final String PASSWORD = "RLS_KEYS_PASSWORD";

    static final String USAGE = """
            java -cp rls-liquibase.jar:rls-policy.jar:postgresql.jar dev.rls.liquibase.keys.FollowKeysCommand
              --url <JDBC URL>          the database, without user and password
              --user <role>             whom to log in as: a member of rls_key_job, and of nothing else
              --password-file <file>    its first line; without it the variable RLS_KEYS_PASSWORD
              --issuer <issuer>         the claim "iss" of its tokens, declared by rls.follow_issuer
              --jwks <URI>              where it publishes its keys: https, file, or http of localhost
              --grace <duration>        how long a key that has left is still good; P1D, a day, without it
            Exit code: 0 the database has the keys, 1 they could not be fetched or were refused and nothing was changed,
            or some of them were refused, 2 the command could not be run.
            """;

    /** Null where nothing but the usage is asked for. */
    static @Nullable FollowOptions parse(String... given) {
        Arguments arguments = new Arguments(given);
        String url = null;
        String user = null;
        Path passwordFile = null;
        String issuer = null;
        URI jwks = null;
        Duration grace = Duration.ofDays(1);
        for (String option = arguments.next(); option != null; option = arguments.next()) {
            switch (option) {
                case "--help" -> {
                    return null;
                }
                case "--url" -> url = arguments.value();
                case "--user" -> user = arguments.value();
                case "--password-file" -> passwordFile = Path.of(arguments.value());
                case "--issuer" -> issuer = arguments.value();
                case "--jwks" -> jwks = uri(arguments.value());
                case "--grace" -> grace = duration(arguments.value());
                default -> throw arguments.unknown();
            }
        }
        Login login = Login.of(url, user, passwordFile, PASSWORD);
        if (issuer == null || jwks == null) {
            throw new NotRunException("--issuer and --jwks are needed; --help lists the options");
        }
        return new FollowOptions(login, issuer, jwks, grace);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new NotRunException("--jwks is no URI"); // and may have a password in it
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new NotRunException("--grace " + text + " is no duration: write P1D for a day, PT1H for an hour");
        }
    }
}
