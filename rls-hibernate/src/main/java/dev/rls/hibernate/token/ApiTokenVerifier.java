package dev.rls.hibernate.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.ApiTokens;
import dev.rls.hibernate.internal.jdbc.DriverSettings;
import dev.rls.hibernate.internal.jdbc.SecretParameters;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the API tokens that the database issued itself ({@code rls.issue_api_token}), by asking it what they stand for.
 * Its answer is remembered for half a minute, or a few seconds if it knows no such token; what a token opens is up to the
 * database anyway, which looks at it again in each transaction.
 */
public final class ApiTokenVerifier implements TokenVerifier {

    /** The SQLSTATE of RLS510. To connect may fail with it too. */
    private static final String REJECTED = "28000";

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private static final int MOST = 4096;

    private final DataSource database;
    private final @Nullable TokenVerifier others;
    private final Cache<TokenDigest, Claims> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final Refusals refused = new Refusals(REMEMBERED);

    /**
     * Takes API tokens alone.
     *
     * @param database connects as the application's login
     */
    public ApiTokenVerifier(DataSource database) {
        this(database, null);
    }

    /**
     * Takes API tokens and others.
     *
     * @param database connects as the application's login
     * @param others verifies whatever is no API token; null if nothing else is taken
     */
    public ApiTokenVerifier(DataSource database, @Nullable TokenVerifier others) {
        this.database = database;
        this.others = others;
    }

    @Override
    public Claims verify(String token) {
        Objects.requireNonNull(token, "token");
        if (!ApiTokens.isOne(token)) {
            if (others == null) {
                throw TokenRejectedException.malformed(token);
            }
            return others.verify(token);
        }
        TokenDigest digest = TokenDigest.of(token);
        if (!ApiTokens.hasForm(token)) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        Claims known = verified.getIfPresent(digest);
        if (known != null && !hasEnded(known)) {
            return known;
        }
        refused.check(digest);
        try {
            Claims claims = Claims.ofToken(token, JsonText.object(asked(token)));
            verified.put(digest, claims);
            return claims;
        } catch (TokenRejectedException e) {
            if (e.reason() == Reason.NOT_ACTIVE) {
                refused.remember(digest);
            }
            throw e;
        }
    }

    private static boolean hasEnded(Claims claims) {
        Instant end = claims.expiresAt();
        return end == null || !end.isAfter(Instant.now());
    }

    private String asked(String token) {
        try (Connection connection = database.getConnection()) {
            return asked(connection, token);
        } catch (SQLException e) {
            throw new TokenRejectedException(Reason.ISSUER_UNAVAILABLE);
        }
    }

    /** Errors are not the cause of what is thrown: they may quote the parameter. */
    private static String asked(Connection connection, String token) throws SQLException {
        DriverSettings.refuseTelling(connection);
        try (PreparedStatement statement = connection.prepareStatement("select rls.api_token_claims(?)")) {
            SecretParameters.set(statement, 1, token.getBytes(StandardCharsets.UTF_8));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            if (REJECTED.equals(e.getSQLState())) {
                throw new TokenRejectedException(Reason.NOT_ACTIVE);
            }
            throw e;
        }
    }
}
