package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that say nothing by themselves: an endpoint over HTTP knows what they stand for. */
class IntrospectionVerifierTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = good();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/introspect", this::introspect);
        server.start();
    }

    private void introspect(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/introspect");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itsClaimsComeWithoutAToken() {
        Claims claims = builder()
                .mapClaim("tenant_id", "org.id")
                .requireClaim("tenant_id", String.class)
                .build()
                .verify("-._~+/opaque=");
        assertThat(claims.get("tenant_id")).isEqualTo("acme");
        assertThat(claims.expiresAt()).isNotNull();
        assertThat(claims.token()).as("the database cannot verify it").isNull();
        // RFC 6749, section 2.3.1: the id and the secret of the client as in a form, then joined.
        assertThat(asked)
                .containsExactly("POST Basic aW4rdm9pY2VzOnMlM0FjcmV0 token=-._%7E%2B%2Fopaque%3D"
                        + "&token_type_hint=access_token");
    }

    @Test
    void anAnswerIsBelievedForAWhile() {
        IntrospectionVerifier verifier = builder().build();
        IntrospectionVerifier mistrustful = builder().rememberFor(Duration.ZERO).build();
        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify("one").subject()).isEqualTo("alice");
        }
        assertThat(asked).hasSize(1);
        mistrustful.verify("one");
        answer = "{\"active\": false}";
        assertRejected(Reason.NOT_ACTIVE, mistrustful, "one");
        assertThat(verifier.verify("one").subject()).isEqualTo("alice");
        assertRejected(Reason.NOT_ACTIVE, verifier, "another");
    }

    @Test
    void aboutOneThatIsNotActiveNobodyIsAskedAgainAtOnce() {
        answer = "{\"active\":false}";
        IntrospectionVerifier verifier = builder().build();
        IntrospectionVerifier mistrustful = builder().rememberFor(Duration.ZERO).build();
        for (int i = 0; i < 3; i++) {
            assertRejected(Reason.NOT_ACTIVE, verifier, "one");
        }
        assertThat(asked).hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertRejected(Reason.NOT_ACTIVE, mistrustful, "one");
        }
        assertThat(asked).hasSize(4);
        assertRejected(Reason.NOT_ACTIVE, verifier, "another");
        assertThat(asked).hasSize(5);
    }

    @Test
    void itMayBecomeActive() {
        answer = "{\"active\":false}";
        IntrospectionVerifier verifier =
                builder().rememberFor(Duration.ofMillis(200)).build();
        assertRejected(Reason.NOT_ACTIVE, verifier, "one");
        answer = good();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (isRejected(verifier, "one")) {
                Thread.onSpinWait();
            }
        });
        assertThat(verifier.verify("one").subject()).isEqualTo("alice");
    }

    @Test
    void whatElseIsRejectedIsNotRemembered() {
        IntrospectionVerifier verifier = builder().build();
        for (String other : List.of("{\"active\":true}", "no JSON")) {
            answer = other;
            assertThat(isRejected(verifier, "one")).isTrue();
        }
        answer = good();
        assertThat(verifier.verify("one").subject()).isEqualTo("alice");
    }

    private static boolean isRejected(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return false;
        } catch (TokenRejectedException e) {
            return true;
        }
    }

    /** RFC 6750, section 2.1. */
    @ParameterizedTest
    @ValueSource(strings = {"", "=", "a b", " a", "a\n", "a\u0001", "a=b", "a&b", "\u00e4", "\ud800", "a,b", "\"a\""})
    void aboutWhatIsNoBearerTokenNobodyIsAsked(String bent) {
        assertRejected(Reason.MALFORMED, builder().build(), bent);
        assertThat(asked).isEmpty();
    }

    @Test
    void norAboutTheWholeHeader() {
        assertThatThrownBy(() -> builder().build().verify("Bearer abc"))
                .hasMessageContaining("(malformed): it begins with the word Bearer");
        assertThat(asked).isEmpty();
    }

    @Test
    void aJwtMayBeAskedAbout() {
        String jwt = new TestIssuer("any").token(Map.of());
        assertThat(builder().build().verify(jwt).subject()).isEqualTo("alice");
        assertThat(asked.get(0)).endsWith("token=" + jwt + "&token_type_hint=access_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"token_type\":\"refresh_token\"", "\"token_use\":\"refresh_token\"", "\"typ\":\"Refresh\""})
    void aRefreshTokenIsNoAccessToken(String says) {
        answer = good().replace("{\"active\"", "{" + says + ",\"active\"");
        assertRejected(Reason.WRONG_TYPE, builder().build(), "token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token_type\":\"Bearer\"",
                "\"token_type\":\"DPoP\"",
                "\"token_use\":\"access_token\"",
                "\"token_type\":null",
                "\"typ\":[\"refresh_token\"]"
            })
    void theTypesOfAccessTokensAreTaken(String says) {
        answer = good().replace("{\"active\"", "{" + says + ",\"active\"");
        assertThat(builder().build().verify("token").subject()).isEqualTo("alice");
    }

    @Test
    void noTokenIsTakenBeyondItsEnd() throws InterruptedException {
        IntrospectionVerifier verifier = builder().clockSkew(Duration.ZERO).build();
        answer = good().replaceAll("\"exp\":\\d+", "\"exp\":" + BentToken.in(2));
        verifier.verify("short");
        Thread.sleep(2100);
        assertRejected(Reason.EXPIRED, verifier, "short");
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"active\":false}       | 200 | NOT_ACTIVE",
                "{\"active\":\"true\"}    | 200 | NOT_ACTIVE",
                "{}                       | 200 | NOT_ACTIVE",
                "{\"active\":true}        | 200 | MISSING_CLAIM",
                "[]                       | 200 | ISSUER_UNAVAILABLE",
                "<html/>                  | 200 | ISSUER_UNAVAILABLE",
                "{\"active\":true,\"active\":true} | 200 | ISSUER_UNAVAILABLE",
                "{\"error\":\"invalid_client\"}   | 401 | ISSUER_UNAVAILABLE",
                "moved                    | 302 | ISSUER_UNAVAILABLE",
                "down                     | 503 | ISSUER_UNAVAILABLE",
            })
    void whatIsNotActiveIsRejected(String said, int code, Reason reason) {
        answer = said;
        status = code;
        assertRejected(reason, builder().build(), "token");
    }

    @Test
    void theRulesOfTheApplicationHold() {
        assertRejected(Reason.WRONG_ISSUER, builder().issuer("https://other").build(), "token");
        assertRejected(Reason.WRONG_AUDIENCE, builder().audience("other").build(), "token");
        assertRejected(
                Reason.REQUIRED_CLAIM_MISSING, builder().requireClaim("roles").build(), "token");
        assertRejected(Reason.TOO_LARGE, builder().build(), "t".repeat(9000));
        answer = "{\"active\":true,\"x\":\"" + "y".repeat(70_000) + "\"}";
        assertRejected(Reason.ISSUER_UNAVAILABLE, builder().build(), "token");
    }

    @Test
    void whoeverDoesNotAnswerIsNotWaitedFor() {
        IntrospectionVerifier verifier =
                builder().timeout(Duration.ofMillis(200)).build();
        server.removeContext("/introspect");
        server.createContext("/introspect", exchange -> {
            try {
                Thread.sleep(2000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        assertRejected(Reason.ISSUER_UNAVAILABLE, verifier, "token");
        server.stop(0);
        assertRejected(Reason.ISSUER_UNAVAILABLE, verifier, "token");
    }

    /** Spaces may stand before JSON, for ever. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoeverTricklesIsNotWaitedFor() {
        IntrospectionVerifier verifier = builder().rememberFor(Duration.ZERO).build();
        verifier.verify("token");
        server.removeContext("/introspect");
        server.createContext("/introspect", Trickle::answer);
        assertRejected(Reason.ISSUER_UNAVAILABLE, verifier, "token");
    }

    @Test
    void aVerifierThatLacksSomethingIsNotBuilt() {
        assertRefused("RLS450", () -> IntrospectionVerifier.builder().build());
        assertRefused("RLS450", () -> described().build());
        assertRefused(
                "RLS450",
                () -> described().endpoint(URI.create("https://issuer.example")).build());
        assertRefused("RLS451", () -> described().endpoint(URI.create("ftp://issuer.example")));
        assertRefused("RLS451", () -> described().timeout(Duration.ZERO));
        assertRefused("RLS451", () -> described().rememberFor(Duration.ofMillis(-1)));
    }

    private static void assertRefused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        RlsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static String good() {
        return "{\"active\":true,\"iss\":\"" + TestIssuer.ISSUER + "\",\"aud\":\"" + TestIssuer.AUDIENCE + "\",\"exp\":"
                + BentToken.in(600) + ",\"sub\":\"alice\",\"org\":{\"id\":\"acme\"}}";
    }

    private IntrospectionVerifierBuilder builder() {
        return described()
                .endpoint(URI.create("http://localhost:" + server.getAddress().getPort() + "/introspect"))
                .client("in voices", "s:cret");
    }

    private static IntrospectionVerifierBuilder described() {
        return IntrospectionVerifier.builder().issuer(TestIssuer.ISSUER).audience(TestIssuer.AUDIENCE);
    }

    private static void assertRejected(Reason reason, TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOfSatisfying(TokenRejectedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasNoCause();
        });
    }
}
