package dev.rls.liquibase.keys;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings the keys that an issuer publishes into the database, and has those revoked that it has not published for a grace
 * time. It logs in as a role of its own, a member of {@code rls_key_job} that can do nothing else; whose keys are followed
 * was declared there by {@code rls.follow_issuer}.
 *
 * <pre>{@code
 * new KeyFollower(dataSource::getConnection, "https://issuer.example", URI.create("https://issuer.example/jwks.json"),
 *         Duration.ofDays(1)).run();
 * }</pre>
 */
public final class KeyFollower {

    /** Where connections come from; each run takes one and closes it. */
    @FunctionalInterface
    public interface Connections {

        /**
         * A connection of a member of {@code rls_key_job}.
         *
         * @return the connection
         * @throws SQLException as the driver does
         */
        Connection open() throws SQLException;
    }

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** In seconds. A key on a curve takes a second or two, and another run may be under way. */
    private static final int QUERY_TIMEOUT = 300;

    private static final String FOLLOW =
            "select f.kid, f.outcome, f.reason from rls.follow_keys(?, ?::jsonb, ?::interval) f";

    private final Connections connections;
    private final String issuer;
    private final KeySetLocation jwks;
    private final Duration grace;

    /**
     * Follows one issuer.
     *
     * @param connections where the database is
     * @param issuer the claim "iss" of its tokens, as it was declared
     * @param jwks where it publishes its keys: an https or file URI, or an http one of localhost
     * @param grace how long a key that is not published any more still verifies tokens
     * @throws KeysNotFollowedException if keys must not come from there, or the grace time is negative
     */
    public KeyFollower(Connections connections, String issuer, URI jwks, Duration grace) {
        this(connections, issuer, new KeySetLocation(jwks, ANSWER), grace);
    }

    KeyFollower(Connections connections, String issuer, KeySetLocation jwks, Duration grace) {
        if (grace.isNegative()) {
            throw KeyMessages.grace(grace);
        }
        this.connections = connections;
        this.issuer = issuer;
        this.jwks = jwks;
        this.grace = grace;
    }

    /**
     * The issuer that is followed.
     *
     * @return the claim "iss" of its tokens
     */
    public String issuer() {
        return issuer;
    }

    /**
     * Fetches the keys and has the database follow them, in one transaction. Runs at once wait for each other.
     *
     * @return what became of each key: of those published, and of those not published any more
     * @throws KeysNotFollowedException if they could not be fetched, or the database does not take them; nothing was
     *     changed then
     */
    public List<KeyOutcome> run() {
        String published = jwks.fetch();
        try (Connection connection = connections.open()) {
            List<KeyOutcome> outcomes = follow(connection, published);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return outcomes;
        } catch (SQLException e) {
            throw KeyMessages.refused(issuer, e);
        }
    }

    private List<KeyOutcome> follow(Connection connection, String published) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOLLOW)) {
            statement.setQueryTimeout(QUERY_TIMEOUT);
            statement.setString(1, issuer);
            statement.setString(2, published);
            statement.setString(3, grace.toString());
            List<KeyOutcome> outcomes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(new KeyOutcome(
                            rows.getString(1), Objects.requireNonNull(rows.getString(2)), rows.getString(3)));
                }
            }
            return outcomes;
        }
    }
}
