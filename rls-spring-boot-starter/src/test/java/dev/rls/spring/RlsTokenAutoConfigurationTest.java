package dev.rls.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.JwtVerifier;
import dev.rls.hibernate.token.JwtVerifierBuilder;
import dev.rls.hibernate.token.KeySetEvents;
import dev.rls.hibernate.token.TokenRejectedException;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.spring.internal.RlsFailureAnalyzer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RlsTokenAutoConfigurationTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RlsTokenAutoConfiguration.class));

    @TempDir
    Path folder;

    @Test
    void thePropertiesMakeAVerifier() throws IOException {
        TestIssuer issuer = new TestIssuer("known");

        verifying(issuer).run(context -> {
            TokenVerifier verifier = context.getBean(TokenVerifier.class);
            assertThat(verifier.verify(issuer.token(Map.of("tenant_id", "acme")))
                            .get("tenant_id"))
                    .isEqualTo("acme");
            String forged = new TestIssuer("known").token(Map.of("tenant_id", "acme"));
            assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(TokenRejectedException.class);
        });
    }

    @Test
    void allPropertiesArriveAtTheVerifier() throws IOException {
        TestIssuer issuer = new TestIssuer("known");
        Map<String, Object> claims = Map.of("org", Map.of("id", "acme"));
        String token = TestIssuer.sign(issuer.rsa(), claims, builder -> builder.audience("second"));
        String old = TestIssuer.sign(
                issuer.rsa(),
                claims,
                builder -> builder.issueTime(Date.from(Instant.now().minusSeconds(90))));
        String late = TestIssuer.sign(
                issuer.rsa(),
                claims,
                builder -> builder.expirationTime(Date.from(Instant.now().minusSeconds(30))));

        verifying(issuer)
                .withPropertyValues(
                        "rls.token.audience=" + TestIssuer.AUDIENCE + ",second",
                        "rls.token.claims.tenant_id=org.id",
                        "rls.token.max-age=1m",
                        "rls.token.clock-skew=0s")
                .run(context -> {
                    TokenVerifier verifier = context.getBean(TokenVerifier.class);
                    assertThat(verifier.verify(token).get("tenant_id")).isEqualTo("acme");
                    assertThatThrownBy(() -> verifier.verify(old)).hasMessageStartingWith("RLS418");
                    assertThatThrownBy(() -> verifier.verify(late)).hasMessageStartingWith("RLS408");
                });
        verifying(issuer)
                .withPropertyValues("rls.token.access-tokens-only=true")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(TokenVerifier.class).verify(issuer.token(claims)))
                        .hasMessageStartingWith("RLS417"));
    }

    @Test
    void furtherIssuersHaveTheirOwnKeys() throws IOException {
        TestIssuer first = new TestIssuer("first");
        TestIssuer second = new TestIssuer("second");
        Path jwks = folder.resolve("second.json");
        Files.writeString(jwks, new JWKSet(second.rsa().toPublicJWK()).toString());
        String other = TestIssuer.sign(second.rsa(), Map.of(), builder -> builder.issuer("https://second.test"));

        verifying(first)
                .withPropertyValues(
                        "rls.tokens[0].issuer=https://second.test",
                        "rls.tokens[0].audience=" + TestIssuer.AUDIENCE,
                        "rls.tokens[0].jwks=" + jwks.toUri())
                .run(context -> {
                    TokenVerifier verifier = context.getBean(TokenVerifier.class);
                    assertThat(verifier.verify(first.token(Map.of())).get("iss"))
                            .isEqualTo(TestIssuer.ISSUER);
                    assertThat(verifier.verify(other).get("iss")).isEqualTo("https://second.test");
                    assertThatThrownBy(() -> verifier.verify(second.token(Map.of())))
                            .hasMessageStartingWith("RLS406");
                });
    }

    @Test
    void whoeverWantsToIsToldOfTheKeys() {
        AtomicInteger unavailable = new AtomicInteger();
        KeySetEvents events = new KeySetEvents() {
            @Override
            public void unavailable() {
                unavailable.incrementAndGet();
            }
        };
        runner.withPropertyValues(
                        "rls.token.issuer=" + TestIssuer.ISSUER,
                        "rls.token.audience=" + TestIssuer.AUDIENCE,
                        "rls.token.jwks-uri=http://localhost:1/jwks.json")
                .withBean(KeySetEvents.class, () -> events)
                .run(context -> {
                    String token = new TestIssuer("unknown").token(Map.of());
                    assertThatThrownBy(
                                    () -> context.getBean(TokenVerifier.class).verify(token))
                            .hasMessageStartingWith("RLS414");
                    assertThat(unavailable).hasPositiveValue();
                });
    }

    @Test
    void requiredClaimsAreRequired() throws IOException {
        TestIssuer issuer = new TestIssuer("known");
        ApplicationContextRunner verifying = verifying(issuer);
        String without = issuer.token(Map.of("roles", List.of(), "org", Map.of()));
        String with = issuer.token(Map.of("roles", List.of(), "org", Map.of("id", 7)));

        verifying.withPropertyValues("rls.token.required-claims=roles, org.id").run(context -> {
            TokenVerifier verifier = context.getBean(TokenVerifier.class);
            assertThat(verifier.verify(with).token()).isEqualTo(with);
            assertThatThrownBy(() -> verifier.verify(without))
                    .hasMessageStartingWith("RLS415:")
                    .hasMessageContaining("\"org.id\"");
        });
        verifying.run(context -> assertThat(
                        context.getBean(TokenVerifier.class).verify(without).token())
                .as("the control: nothing is required")
                .isEqualTo(without));
        verifying
                .withPropertyValues("rls.token.required-claims=https://acme.example/roles")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageStartingWith("RLS451:"));
    }

    /** What the compiler was told of, which is why it did not warn. */
    @Test
    void whatTheBuildCallsRequiredMustBe() throws IOException {
        ApplicationContextRunner told = verifying(new TestIssuer("known")).withClassLoader(compiled("roles", "org"));

        told.withPropertyValues("rls.token.required-claims=roles").run(context -> {
            FailureAnalysis analysis = new RlsFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .isEqualTo(
                            "RLS197: unit app was compiled with -Arls.requiredClaims=org,roles, but the verifier takes"
                                    + " tokens without org.");
            assertThat(analysis.getAction())
                    .isEqualTo(
                            "Add that to rls.token.required-claims, or to a verifier of your own by requireClaim(..);"
                                    + " or take it out of -Arls.requiredClaims and compile again");
        });
        told.withPropertyValues("rls.token.required-claims=sub,org.id,roles")
                .run(context -> assertThat(context).hasNotFailed());
        verifying(new TestIssuer("known"))
                .withClassLoader(compiled())
                .run(context ->
                        assertThat(context).as("nobody was told anything").hasNotFailed());
    }

    @Test
    void soMustItBeByAVerifierOfTheUserThatTells() throws IOException {
        ApplicationContextRunner told = runner.withClassLoader(compiled("roles", "exp"));
        JwtVerifierBuilder builder = JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(new TestIssuer("known").rsa().toPublicJWK()));
        JwtVerifier lenient = builder.build();
        JwtVerifier strict = builder.requireClaim("roles").build();

        told.withBean("own", TokenVerifier.class, () -> lenient)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageStartingWith(
                                "RLS197: unit app was compiled with -Arls.requiredClaims=exp,roles, but the"
                                        + " verifier takes tokens without roles."));
        told.withBean("own", TokenVerifier.class, () -> strict)
                .run(context -> assertThat(context).hasNotFailed());
        told.withBean("own", TokenVerifier.class, () -> lenient::verify)
                .run(context -> assertThat(context).as("it does not tell").hasNotFailed());
        told.run(context -> assertThat(context).as("there is none").hasNotFailed());
    }

    /** A class path with the policy index of a unit that was compiled with {@code -Arls.requiredClaims}. */
    private ClassLoader compiled(String... required) throws IOException {
        List<ClaimPath> claims = Arrays.stream(required).map(ClaimPath::of).toList();
        Path root = Files.createTempDirectory(folder, "classes");
        Path index = root.resolve(PolicyIndex.indexResource("app"));
        Files.createDirectories(index.getParent());
        Files.writeString(index, new PolicyIndex("app", "rls_app", claims, List.of()).toJson());
        Files.writeString(root.resolve(PolicyIndex.UNIT_RESOURCE), "app\n");
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, getClass().getClassLoader());
    }

    private ApplicationContextRunner verifying(TestIssuer issuer) throws IOException {
        Path jwks = folder.resolve("jwks.json");
        Files.writeString(jwks, new JWKSet(issuer.rsa().toPublicJWK()).toString());
        return runner.withPropertyValues(
                "rls.token.issuer=" + TestIssuer.ISSUER,
                "rls.token.audience=" + TestIssuer.AUDIENCE,
                "rls.token.jwks=" + jwks.toUri());
    }

    @Test
    void withoutAnIssuerThereIsNoVerifier() {
        runner.run(context -> assertThat(context).doesNotHaveBean(TokenVerifier.class));
    }

    @Test
    void aVerifierOfTheUserGoesFirst() {
        TokenVerifier own = token -> Claims.of(Map.of());
        runner.withPropertyValues("rls.token.issuer=" + TestIssuer.ISSUER)
                .withBean("own", TokenVerifier.class, () -> own)
                .run(context -> assertThat(context.getBean(TokenVerifier.class)).isSameAs(own));
    }

    @Test
    void aMissingPropertyStopsTheStartWithADescriptionAndAnAction() {
        runner.withPropertyValues("rls.token.issuer=" + TestIssuer.ISSUER).run(context -> {
            FailureAnalysis analysis = new RlsFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .isEqualTo("RLS195: rls.token.audience is not set, so tokens cannot be verified.");
            assertThat(analysis.getAction()).startsWith("Set rls.token.issuer, rls.token.audience");
        });
    }

    @Test
    void anUnreadableKeyFileStopsTheStartWithoutQuotingIt() throws IOException {
        Path jwks = folder.resolve("jwks.json");
        Files.writeString(jwks, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"");

        runner.withPropertyValues(
                        "rls.token.issuer=" + TestIssuer.ISSUER,
                        "rls.token.audience=" + TestIssuer.AUDIENCE,
                        "rls.token.jwks=" + jwks.toUri())
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageStartingWith("RLS196: rls.token.jwks names URL")
                        .hasMessageNotContaining("c2VjcmV0"));
    }

    @Test
    void keysInThePropertyStopTheStartWithoutBeingQuoted() {
        runner.withPropertyValues(
                        "rls.token.issuer=" + TestIssuer.ISSUER,
                        "rls.token.audience=" + TestIssuer.AUDIENCE,
                        "rls.token.jwks={\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageStartingWith("RLS196: rls.token.jwks holds JSON.")
                        .hasMessageNotContaining("c2VjcmV0"));
    }
}
