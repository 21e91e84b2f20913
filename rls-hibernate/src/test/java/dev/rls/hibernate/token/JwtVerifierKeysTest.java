package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys fetched from an issuer over HTTP, and a verifier that lacks them. */
class JwtVerifierKeysTest {

    private final TestIssuer first = new TestIssuer("first");
    private final TestIssuer second = new TestIssuer("second");
    private final TestIssuer third = new TestIssuer("third");
    private final AtomicInteger fetched = new AtomicInteger();
    private volatile JWKSet published = new JWKSet(first.rsa());
    private HttpServer server;

    @BeforeEach
    void publish() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks.json", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetched.incrementAndGet();
        byte[] body = published.toString(true).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aKeyThatIsNewIsFetchedOnceAndThenAtALimitedRate() {
        List<String> events = new CopyOnWriteArrayList<>();
        JwtVerifier verifier =
                builder().jwksUri(uri()).keySetEvents(told(events)).build();
        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify(token(first)).subject()).isEqualTo("alice");
        }
        assertThat(fetched).hasValue(1);

        published = new JWKSet(second.rsa());
        assertThat(verifier.verify(token(second)).subject()).isEqualTo("alice");
        assertThat(fetched).hasValue(2);

        for (int i = 0; i < 5; i++) {
            assertRejected(Reason.UNKNOWN_KEY, verifier, token(third));
            assertRejected(Reason.UNKNOWN_KEY, verifier, token(first));
        }
        assertThat(fetched).hasValueLessThan(4);
        assertThat(events)
                .startsWith("fetched [first-rsa]", "fetched [second-rsa]")
                .endsWith("limited");
    }

    @Test
    void knownKeysOutliveAnOutageOfTheIssuer() {
        JwtVerifier verifier = builder().jwksUri(uri()).build();
        verifier.verify(token(first));
        server.stop(0);
        assertThat(verifier.verify(token(first)).subject()).isEqualTo("alice");
    }

    @Test
    void anOutageIsToleratedForAsLongAsItMayLast() throws InterruptedException {
        List<String> events = new CopyOnWriteArrayList<>();
        JwtVerifierBuilder builder = builder().jwksUri(uri()).keyLifetime(Duration.ofSeconds(1));
        JwtVerifier patient = builder.keySetEvents(told(events)).build();
        JwtVerifier impatient = builder.outageTolerance(Duration.ZERO)
                .keySetEvents(told(new ArrayList<>()))
                .build();
        for (JwtVerifier verifier : List.of(patient, impatient)) {
            assertThat(verifier.verify(token(first)).subject()).isEqualTo("alice");
        }
        assertThat(events).containsExactly("fetched [first-rsa]");

        server.stop(0);
        Thread.sleep(1100);
        assertRejected(Reason.KEYS_UNAVAILABLE, impatient, token(first));
        assertThat(patient.verify(token(first)).subject()).isEqualTo("alice");
        assertThat(events).contains("unavailable");
    }

    /** Times are given, so that nobody waits for them: ten minutes, and five more. */
    @Test
    void anOutageIsToleratedNoLonger() throws KeySourceException {
        JWKSetSource<SecurityContext> source = ((JWKSetBasedJWKSource<SecurityContext>) new KeySetUri(uri())
                        .open(Duration.ofMinutes(10), Duration.ofMinutes(5), told(new ArrayList<>())))
                .getJWKSetSource();
        long start = System.currentTimeMillis();
        assertThat(kids(source, start)).containsExactly("first-rsa");

        server.removeContext("/jwks.json");
        assertThat(kids(source, start + minutes(11)))
                .as("tolerated, and cached once more")
                .containsExactly("first-rsa");
        assertThat(kids(source, start + minutes(15) - 1)).containsExactly("first-rsa");
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> kids(source, start + minutes(15)))
                    .as("whatever the limit of the rate says")
                    .isInstanceOf(JWKSetUnavailableException.class);
        }
        assertThat(fetched).hasValue(1);

        server.createContext("/jwks.json", this::answer);
        assertThat(kids(source, start + minutes(16))).containsExactly("first-rsa");
        assertThat(fetched).hasValue(2);
    }

    private static long minutes(long minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    private static List<String> kids(JWKSetSource<SecurityContext> source, long now) throws KeySourceException {
        return source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    @Test
    void keysThatAreUsedAreFetchedAheadOfTime() throws InterruptedException {
        JwtVerifier verifier =
                builder().jwksUri(uri()).keyLifetime(Duration.ofSeconds(1)).build();
        String token = token(first);
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (fetched.get() < 3 && System.nanoTime() < end) {
            verifier.verify(token);
            Thread.sleep(20);
        }
        assertThat(fetched).hasValueGreaterThanOrEqualTo(3);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("rls-issuer-keys"))
                .allMatch(Thread::isDaemon);
    }

    @Test
    void aTokenOfAKeyThatIsNotPublishedAnyMoreIsForgotten() throws InterruptedException {
        JwtVerifier verifier =
                builder().jwksUri(uri()).keyLifetime(Duration.ofSeconds(1)).build();
        String token = token(first);
        Claims claims = verifier.verify(token);
        assertThat(verifier.verify(token)).as("remembered").isSameAs(claims);

        published = new JWKSet(second.rsa());
        Thread.sleep(1100);
        assertThat(verifier.verify(token(second)).subject()).isEqualTo("alice");
        assertRejected(Reason.UNKNOWN_KEY, verifier, token);
    }

    @Test
    void aKeyThatIsReplacedUnderItsIdVerifiesNothingOld() throws InterruptedException {
        JwtVerifier verifier =
                builder().jwksUri(uri()).keyLifetime(Duration.ofSeconds(1)).build();
        String token = token(first);
        verifier.verify(token);

        published = new JWKSet(new TestIssuer("first").rsa());
        Thread.sleep(1100);
        assertRejected(Reason.BAD_SIGNATURE, verifier, token);
    }

    @Test
    void aRememberedTokenExpires() throws InterruptedException {
        JwtVerifier verifier = builder()
                .jwkSet(new JWKSet(first.rsa()))
                .clockSkew(Duration.ZERO)
                .build();
        Instant end = Instant.now().plusSeconds(2);
        String token = TestIssuer.sign(first.rsa(), Map.of(), claims -> claims.expirationTime(Date.from(end)));
        assertThat(verifier.verify(token)).isSameAs(verifier.verify(token));
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        assertRejected(Reason.EXPIRED, verifier, token);
    }

    @Test
    void anotherTokenWithTheSignatureOfARememberedOneIsLookedAt() {
        JwtVerifier verifier = builder().jwkSet(new JWKSet(first.rsa())).build();
        String token = token(first);
        String[] parts = token.split("\\.");
        String other = first.token(Map.of("sub", "mallory")).split("\\.")[1];
        Claims claims = verifier.verify(token);
        assertRejected(Reason.BAD_SIGNATURE, verifier, parts[0] + "." + other + "." + parts[2]);
        assertThat(verifier.verify(new String(token.toCharArray()))).isSameAs(claims);
    }

    @Test
    void noMoreTokensAreRememberedThanMayBe() {
        JwtVerifier forgetful =
                builder().jwkSet(new JWKSet(first.rsa())).rememberedTokens(0).build();
        String token = token(first);
        Claims claims = forgetful.verify(token);
        for (int i = 0; i < 100; i++) {
            assertThat(forgetful.verify(token)).isEqualTo(claims).isNotSameAs(claims);
        }
    }

    private static KeySetEvents told(List<String> events) {
        return new KeySetEvents() {
            @Override
            public void fetched(Set<String> kids) {
                events.add("fetched " + kids);
            }

            @Override
            public void unavailable() {
                events.add("unavailable");
            }

            @Override
            public void limited() {
                events.add("limited");
            }
        };
    }

    @Test
    void withoutKeysNoTokenIsTaken() {
        JwtVerifier verifier = builder().jwksUri(uri()).build();
        server.stop(0);
        for (int i = 0; i < 4; i++) {
            assertRejected(Reason.KEYS_UNAVAILABLE, verifier, token(first));
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anIssuerThatTricklesIsNotWaitedFor() {
        JwtVerifier verifier = builder().jwksUri(uri()).build();
        server.removeContext("/jwks.json");
        server.createContext("/jwks.json", Trickle::answer);
        assertRejected(Reason.KEYS_UNAVAILABLE, verifier, token(first));
    }

    @Test
    void aKeySetThatIsLongerThanAnyIsNotRead() {
        JwtVerifier verifier = builder().jwksUri(uri()).build();
        server.removeContext("/jwks.json");
        server.createContext("/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(" ".repeat(70_000).getBytes(StandardCharsets.UTF_8));
                out.write(published.toString(true).getBytes(StandardCharsets.UTF_8));
            }
        });
        assertRejected(Reason.KEYS_UNAVAILABLE, verifier, token(first));
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.createContext("/old.json", exchange -> {
            exchange.getResponseHeaders().add("Location", "/jwks.json");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        JwtVerifier verifier = builder().jwksUri(uri().resolve("/old.json")).build();
        assertRejected(Reason.KEYS_UNAVAILABLE, verifier, token(first));
        assertThat(fetched).hasValue(0);
    }

    @Test
    void aKeySetMayBeText() {
        JwtVerifier verifier =
                builder().jwkSet(new JWKSet(first.rsa()).toString(true)).build();
        assertThat(verifier.verify(token(first)).subject()).isEqualTo("alice");
    }

    @Test
    void aSetWithoutAKeyThatVerifiesIsRefused() throws Exception {
        JWK rsa = first.rsa().toPublicJWK();
        JWK unnamed = new RSAKey.Builder(first.rsa().toRSAPublicKey()).build();
        JWK encrypting = new RSAKey.Builder(first.rsa().toRSAPublicKey())
                .keyID("enc")
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        JWKSet secret = new JWKSet(first.secret());
        JWKSet both = new JWKSet(List.of(rsa, first.secret()));
        assertNoKey(
                "0 key(s), none of which has a kid and is for RS256", builder().jwkSet("{\"keys\":[]}"));
        assertNoKey(
                "2 key(s), none of which has a kid and is for RS256",
                builder().jwkSet(new JWKSet(List.of(unnamed, encrypting))));
        assertNoKey(
                "1 key(s), none of which has a kid and is for RS256", builder().jwkSet(secret));
        assertNoKey(
                "0 key(s), none of which has a kid and is for HS256",
                builder().algorithms(JWSAlgorithm.HS256).jwkSet(secret.toString()));
        assertNoKey(
                "1 key(s), none of which has a kid and is for HS256",
                builder().algorithms(JWSAlgorithm.RS256, JWSAlgorithm.HS256).jwkSet(both.toString()));
        assertNoKey(
                "1 key(s), none of which has a kid and is for ES256 or EdDSA",
                builder().algorithms(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA).jwkSet(new JWKSet(rsa)));

        builder()
                .algorithms(JWSAlgorithm.RS256, JWSAlgorithm.ES256)
                .jwkSet(both)
                .build();
        JwtVerifier whole = builder()
                .algorithms(JWSAlgorithm.RS256, JWSAlgorithm.HS256)
                .jwkSet(both.toString(false))
                .build();
        assertThat(whole.verify(token(first)).subject()).isEqualTo("alice");
    }

    private static void assertNoKey(String problem, JwtVerifierBuilder builder) {
        assertRefused(
                "RLS451: the token verifier cannot use its key set of " + problem
                        + "; jwkSet(..) takes keys of what algorithms(..) allows; a set that was printed has its secrets"
                        + " only if it was by toString(false)",
                builder::build);
    }

    @Test
    void aVerifierThatLacksSomethingIsNotBuilt() {
        assertRefused(
                "RLS450: the token verifier has no issuer; set it with issuer(..), to the value of the claim iss",
                () -> JwtVerifier.builder().build());
        assertRefused(
                "RLS450: the token verifier has no audience; set it with audience(..), to a value of the claim aud",
                () -> JwtVerifier.builder().issuer("i").audience(" ").build());
        assertRefused(
                "RLS450: the token verifier has no keys; set it with jwkSet(..) or jwksUri(..)",
                () -> builder().build());
        assertRefused(
                "RLS451: the token verifier cannot use its key set; jwkSet(..) takes the JSON of a JWK set:"
                        + " {\"keys\": [..]}",
                () -> builder().jwkSet("{\"secret\": 1"));
        for (List<JWSAlgorithm> unusable : List.of(List.<JWSAlgorithm>of(), List.of(new JWSAlgorithm("none")))) {
            assertRefused(
                    "RLS451: the token verifier cannot use its list of algorithms " + unusable
                            + "; algorithms(..) takes one or more of RS256, RS384, RS512, PS256, ES256, EdDSA and HS256",
                    () -> builder().algorithms(unusable.toArray(JWSAlgorithm[]::new)));
        }
        assertRefused(
                "RLS451: the token verifier cannot use its clock skew of PT-1S; clockSkew(..) takes a duration of"
                        + " zero or more",
                () -> builder().clockSkew(Duration.ofSeconds(-1)));
        assertRefused(
                "RLS451: the token verifier cannot use its required claim https://acme.example/roles; name it as"
                        + " conditions do: roles, org.id, or in single quotes what is no identifier",
                () -> builder().requireClaim("https://acme.example/roles"));
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks.json");
    }

    private static String token(TestIssuer issuer) {
        return issuer.token(Map.of("sub", "alice"));
    }

    private static JwtVerifierBuilder builder() {
        return JwtVerifier.builder().issuer(TestIssuer.ISSUER).audience(TestIssuer.AUDIENCE);
    }

    private static void assertRejected(Reason reason, JwtVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        TokenRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertRefused(String message, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(RlsException.class)
                .hasMessage(message)
                .hasNoCause();
    }
}
