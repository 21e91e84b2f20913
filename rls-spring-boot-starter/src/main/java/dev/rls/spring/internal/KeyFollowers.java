package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.liquibase.keys.KeyFollower;
import dev.rls.spring.RlsKeysProperties;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Turns the properties {@code rls.keys.*} into what follows the keys of each issuer. */
public final class KeyFollowers {

    private KeyFollowers() {}

    /**
     * Refuses properties that are missing, and the application's own login.
     *
     * @param keys the properties
     * @param applications whom the application logs in as, as far as that is known
     */
    public static List<KeyFollower> of(RlsKeysProperties keys, Set<String> applications) {
        String url = required("url", keys.url());
        String username = required("username", keys.username());
        // What the application may do, SQL that is put into one of its statements may do.
        if (applications.contains(username)) {
            throw new RlsException(
                    Messages.KEYS_OF_APPLICATION, Messages.KEYS_OF_APPLICATION_PROBLEM.formatted(username));
        }
        if (keys.every().isNegative() || keys.every().isZero()) {
            throw missing("every");
        }
        if (keys.issuers().isEmpty()) {
            throw missing("issuers[0].issuer");
        }
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", keys.password() == null ? "" : keys.password());
        return keys.issuers().stream()
                .map(issuer -> new KeyFollower(
                        () -> DriverManager.getConnection(url, login),
                        required("issuers[..].issuer", issuer.issuer()),
                        required("issuers[..].jwks-uri", issuer.jwksUri()),
                        keys.grace()))
                .toList();
    }

    /**
     * Whom a data source logs in as. The driver knows it without a question.
     *
     * @param dataSource one of the application
     * @return empty where nothing can be had of it now
     */
    public static Optional<String> loginOf(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return Optional.ofNullable(connection.getMetaData().getUserName());
        } catch (SQLException | RuntimeException e) {
            // Whoever needs a connection tells what is the matter.
            return Optional.empty();
        }
    }

    private static <T> T required(String property, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw missing(property);
        }
        return value;
    }

    private static RlsException missing(String property) {
        return new RlsException(Messages.KEYS_INCOMPLETE, Messages.KEYS_INCOMPLETE_PROBLEM.formatted(property));
    }
}
