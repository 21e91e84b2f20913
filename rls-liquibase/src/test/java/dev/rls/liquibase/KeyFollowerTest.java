package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import dev.rls.fixtures.TestIssuer;
import dev.rls.liquibase.keys.KeyFollower;
import dev.rls.liquibase.keys.KeyOutcome;
import dev.rls.liquibase.keys.KeysNotFollowedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** From the server of an issuer to the claims of a transaction: keys rotate, and tokens go with them. */
class KeyFollowerTest extends InvoicesOnEveryPostgres {

    private static final Duration DAY = Duration.ofDays(1);

    private final PublishedKeys published = new PublishedKeys();

    private String issuer = "";

    @BeforeEach
    void declare(TestInfo test) throws SQLException {
        issuer = "https://" + test.getTestMethod().orElseThrow().getName() + ".test";
        invoices.database().migrator().column("select rls.follow_issuer(?, ?)", issuer, TestIssuer.AUDIENCE);
    }

    @AfterEach
    void stop() {
        published.close();
    }

    @Test
    void tokensFollowTheKeysThatArePublished() throws SQLException {
        RSAKey a = new TestIssuer("a").rsa();
        RSAKey b = new TestIssuer("b").rsa();
        refused(a);

        published.are(a.toPublicJWK());
        assertThat(run(DAY)).containsExactly("added a-rsa");
        binds(a);
        refused(b);

        published.are(a.toPublicJWK(), b.toPublicJWK());
        assertThat(run(DAY)).containsExactly("kept a-rsa", "added b-rsa");
        binds(a, b);

        published.are(b.toPublicJWK());
        assertThat(run(DAY))
                .hasSize(2)
                .contains("kept b-rsa")
                .last()
                .asString()
                .matches("missing a-rsa: since 20\\S+Z");
        binds(a, b);

        assertThat(run(Duration.ZERO)).containsExactly("kept b-rsa", "revoked a-rsa");
        refused(a);
        binds(b);
    }

    @Test
    void anOutageEndsNothing() throws SQLException {
        RSAKey key = new TestIssuer("outage").rsa();
        published.are(key.toPublicJWK());
        run(DAY);

        published.says(503, "");
        fails("RLS802", "it answers with status 503");
        published.says("{\"keys\":[]}");
        fails("RLS527", "none of the keys that were published verifies tokens here");
        published.says("<html>sign in</html>");
        fails("RLS803", "is no JSON that the database can read");
        for (String code : List.of("RLS521", "RLS525", "RLS526", "RLS527")) {
            published.says("{\"" + code + ": issuer is not followed. Run what html says\", oops");
            fails("RLS803", "is no JSON that the database can read");
        }
        published.says("[".repeat(200_000));
        fails("RLS803", "is no JSON that the database can read");
        published.says("{\"keys\":[{\"kid\":\"\\u0000\"}]}");
        fails("RLS803", "is no JSON that the database can read");
        published.close();
        fails("RLS802", "ConnectException");

        binds(key);
        assertThat(invoices.database()
                        .superuser()
                        .value("select count(*) from rls.missing_key where kid = 'outage-rsa'"))
                .isEqualTo("0");
    }

    @Test
    void whatTheDatabaseRefusesIsToldWithTheFix() throws SQLException {
        published.are(new TestIssuer("refused").rsa().toPublicJWK());
        invoices.database().migrator().column("select rls.unfollow_issuer(?)", issuer);

        fails("RLS526", "is not followed. A member of rls_keys declares it, once: select rls.follow_issuer(");
        assertThatThrownBy(
                        () -> follower(() -> invoices.database().application().connect(), DAY)
                                .run())
                .isInstanceOf(KeysNotFollowedException.class)
                .hasMessageStartingWith("RLS804: the database could not be asked to follow issuer \"" + issuer
                        + "\": ERROR: permission denied for function follow_keys. It must be reachable");
        assertThatThrownBy(() -> follower(
                                () -> {
                                    throw new SQLException("no route");
                                },
                                DAY)
                        .run())
                .hasMessageContaining("no route. It must be reachable");
    }

    @Test
    void thePageTellsHowToBegin() throws SQLException {
        invoices.database().migrator().execute(Recipe.of("follow"), Recipe.of("key job"));
        RSAKey key = new TestIssuer("page").rsa();
        published.are(key.toPublicJWK());

        new KeyFollower(
                        () -> invoices.database().as("shop_key_job").connect(),
                        "https://issuer.example",
                        published.uri(),
                        DAY)
                .run();

        String token = TestIssuer.sign(
                key,
                Map.of("tenant_id", "acme"),
                builder -> builder.issuer("https://issuer.example").audience("my-api"));
        try (Connection connection = invoices.bound(token)) {
            assertThat(tenants(connection)).containsExactly("acme");
        }
    }

    /** As a pool may give it. */
    @Test
    void aConnectionThatDoesNotCommitByItselfIsCommitted() throws SQLException {
        RSAKey key = new TestIssuer("committed").rsa();
        published.are(key.toPublicJWK());

        follower(
                        () -> {
                            Connection connection = job();
                            connection.setAutoCommit(false);
                            return connection;
                        },
                        DAY)
                .run();

        binds(key);
    }

    @Test
    void noTimeIsNegative() {
        assertThatThrownBy(() -> follower(KeyFollowerTest::job, Duration.ofSeconds(-1)))
                .hasMessage("RLS801: a grace time of PT-1S is none. Name a time of 0 or more, such as P1D");
    }

    private void fails(String code, String problem) {
        assertThatThrownBy(() -> run(Duration.ZERO))
                .isInstanceOf(KeysNotFollowedException.class)
                .hasMessageStartingWith(code + ": ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("html")
                .hasNoCause();
    }

    private List<String> run(Duration grace) {
        return follower(KeyFollowerTest::job, grace).run().stream()
                .map(KeyOutcome::toString)
                .toList();
    }

    private KeyFollower follower(KeyFollower.Connections connections, Duration grace) {
        return new KeyFollower(connections, issuer, published.uri(), grace);
    }

    private static Connection job() throws SQLException {
        return invoices.database().as(Invoices.KEY_JOB).connect();
    }

    private void binds(RSAKey... keys) throws SQLException {
        for (RSAKey key : keys) {
            try (Connection connection = invoices.bound(token(key))) {
                assertThat(tenants(connection)).containsExactly("acme");
            }
        }
    }

    private void refused(RSAKey key) {
        Rejection.of(() -> invoices.bound(token(key))).hasMessage("RLS510: token rejected");
    }

    private String token(RSAKey key) {
        return TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> builder.issuer(issuer));
    }
}
