package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Tokens that the database issued: it says what they stand for, and binds them. */
class ApiTokenVerifierTest {

    private static final TestDatabase DATABASE = TenantDatabase.on(Version.V18).database();

    private final DataSource application = DATABASE.application().dataSource();
    private final ApiTokenVerifier verifier = new ApiTokenVerifier(application);

    @Test
    void whatATokenStandsForIsBound() throws SQLException {
        Claims claims = verifier.verify(issued("acme"));
        assertThat(claims.get("tenant_id")).isEqualTo("acme");
        assertThat(claims.expiresAt()).isNotNull();
        assertThat(bound(claims)).isEqualTo("acme");
        assertThat(DATABASE.migrator()
                        .value(
                                "select count(used_at) from rls.api_tokens() where id = split_part(?, '_', 2)",
                                claims.token()))
                .as("its use is recorded when it is bound")
                .isEqualTo("1");
    }

    @Test
    void aRevokedOneOpensNothingWhateverIsRemembered() throws SQLException {
        String token = issued("acme");
        Claims claims = verifier.verify(token);
        assertThat(verifier.verify(token)).isSameAs(claims);

        DATABASE.migrator().column("select rls.revoke_api_token(?)", token);
        assertThat(verifier.verify(token)).as("remembered for half a minute").isSameAs(claims);
        assertThatThrownBy(() -> bound(claims))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
        assertRejected(Reason.NOT_ACTIVE, new ApiTokenVerifier(application), token);
    }

    @Test
    void anyOtherIsRejected() throws SQLException {
        String token = issued("acme");
        assertRejected(Reason.NOT_ACTIVE, verifier, neverIssued(token));
        assertRejected(Reason.MALFORMED, verifier, "eyJ");
        assertThatThrownBy(() -> verifier.verify("Bearer rls_"))
                .isInstanceOf(TokenRejectedException.class)
                .hasMessageContaining("begins with the word Bearer");
        assertThatNullPointerException().isThrownBy(() -> verifier.verify(null)).withMessage("token");
        assertRejected(Reason.TOO_LARGE, verifier, "rls_" + "0".repeat(9000));
        assertRejected(
                Reason.ISSUER_UNAVAILABLE,
                new ApiTokenVerifier(DATABASE.as("nobody_of_that_name").dataSource()),
                token);
    }

    @Test
    void aboutWhatHasNotTheirFormNobodyIsAsked() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        TokenVerifier counted = new ApiTokenVerifier(counting(asked), token -> Claims.of(Map.of()));
        String token = issued("acme");
        for (String bent : List.of(
                "rls_",
                "rls_x",
                "rls_ junk",
                "rls_\0",
                token + "0",
                token + "\n",
                token.substring(0, token.length() - 1),
                token.toUpperCase(Locale.ROOT).replace("RLS", "rls"))) {
            assertRejected(Reason.MALFORMED, counted, bent);
        }
        assertThat(asked).hasValue(0);
        counted.verify(token);
        assertThat(asked).as("the control").hasValue(1);
    }

    @Test
    void aboutOneThatWasRefusedTheDatabaseIsNotAskedAgainAtOnce() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        TokenVerifier counted = new ApiTokenVerifier(counting(asked));
        String token = issued("acme");
        for (int i = 0; i < 3; i++) {
            assertRejected(Reason.NOT_ACTIVE, counted, neverIssued(token));
        }
        assertThat(asked).hasValue(1);
        assertThat(counted.verify(token).get("tenant_id")).isEqualTo("acme");
    }

    @Test
    void thatItCouldNotBeAskedIsNotRemembered() {
        AtomicInteger asked = new AtomicInteger();
        TokenVerifier unreachable = new ApiTokenVerifier(
                counting(asked, DATABASE.as("nobody_of_that_name").dataSource()));
        for (int i = 0; i < 3; i++) {
            assertRejected(Reason.ISSUER_UNAVAILABLE, unreachable, "rls_" + "0".repeat(12) + "_" + "0".repeat(64));
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatIsNoApiTokenIsForAnother() throws SQLException {
        Claims others = Claims.of(Map.of("sub", "alice"));
        TokenVerifier both = new ApiTokenVerifier(application, token -> others);
        assertThat(both.verify("eyJ")).isSameAs(others);
        assertThat(both.verify(issued("globex")).get("tenant_id")).isEqualTo("globex");
    }

    private static String neverIssued(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (last == '0' ? '1' : '0');
    }

    private DataSource counting(AtomicInteger asked) {
        return counting(asked, application);
    }

    private static DataSource counting(AtomicInteger asked, DataSource database) {
        return (DataSource) Proxy.newProxyInstance(
                ApiTokenVerifierTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String issued(String tenant) throws SQLException {
        return DATABASE.migrator()
                .value(
                        "select rls.issue_api_token(jsonb_build_object('tenant_id', ?), now() + interval '1 hour')",
                        tenant);
    }

    private String bound(Claims claims) throws SQLException {
        try (Connection connection = ClaimsScope.call(claims, () -> new BoundDataSource(application).getConnection())) {
            return Sql.column(connection, "select rls.claim_text('tenant_id')").get(0);
        }
    }

    private static void assertRejected(Reason reason, TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOfSatisfying(TokenRejectedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasNoCause();
        });
    }
}
