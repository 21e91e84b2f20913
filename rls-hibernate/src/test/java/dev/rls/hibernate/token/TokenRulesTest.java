package dev.rls.hibernate.token;

import static dev.rls.hibernate.token.TokenCases.GOOD;
import static dev.rls.hibernate.token.TokenCases.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of one application's own, beyond those that the database asks of every token. */
class TokenRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt"})
    void anAccessTokenIsTaken(String type) {
        String token = GOOD.header("{", "{\"typ\":\"" + type + "\",").signedBy(RSA);
        assertThat(builder().accessTokensOnly().build().verify(token).token()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"typ\":\"JWT\",", "{\"typ\":null,", "{\"cty\":\"at+jwt\","})
    void anotherTokenIsNotIfOnlyThoseAreWanted(String start) {
        String token = GOOD.header("{", start).signedBy(RSA);
        assertRejected(Reason.WRONG_TYPE, builder().accessTokensOnly(), token);
        assertThat(builder().build().verify(token).token())
                .as("the control: any type")
                .isEqualTo(token);
    }

    @Test
    void aTokenOfAnyOfTheAudiencesIsTaken() {
        String token = GOOD.payload("\"rls-test\"", "[\"other\",\"third\"]").signedBy(RSA);
        assertThat(builder().audience("mine", "third").build().verify(token).token())
                .isEqualTo(token);
        assertRejected(Reason.WRONG_AUDIENCE, builder().audience("mine", "yours"), token);
        assertThatThrownBy(() -> builder().audience().build()).hasMessageStartingWith("RLS450");
    }

    @ParameterizedTest
    @CsvSource({"-50,", "-70, TOO_OLD", "30,", "'\"now\"', INVALID_CLAIM", "null, REQUIRED_CLAIM_MISSING"})
    void aTokenMayBeTooOld(String iat, Reason reason) {
        String issued = iat.matches("-?\\d+") ? String.valueOf(BentToken.in(Long.parseLong(iat))) : iat;
        String token = GOOD.payload("\"exp\"", "\"iat\":" + issued + ",\"exp\"").signedBy(RSA);
        JwtVerifierBuilder ofAMinute = builder().clockSkew(Duration.ZERO).maxAge(Duration.ofMinutes(1));
        if (reason == null) {
            assertThat(ofAMinute.build().verify(token).token()).isEqualTo(token);
        } else {
            assertRejected(reason, ofAMinute, token);
        }
        assertThat(builder().build().verify(token).token())
                .as("the control: of any age")
                .isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "java.lang.String  | \"a\"     | 1",
                "java.util.UUID    | \"2f1e9d3c-0d1a-4c52-8f0e-3a3c0d1a4c52\" | \"1-1-1-1-1\"",
                "java.util.UUID    | \"2F1E9D3C-0D1A-4C52-8F0E-3A3C0D1A4C52\" | 7",
                "java.lang.Long    | 7         | 7.5",
                "java.lang.Long    | -9223372036854775808 | 9223372036854775808",
                "java.lang.Long    | 1e3       | \"7\"",
                "java.lang.Boolean | false     | \"false\"",
                "java.util.List    | []        | \"a\"",
                "java.util.Map     | {}        | []",
                "java.lang.Object  | 0         |",
            })
    void aRequiredClaimHasItsType(Class<?> type, String good, String bad) {
        JwtVerifierBuilder builder = builder().requireClaim("c", type);
        String token = with(good);
        assertThat(builder.build().verify(token).token()).isEqualTo(token);
        if (bad != null) {
            assertThatThrownBy(() -> builder.build().verify(with(bad)))
                    .isInstanceOfSatisfying(TokenRejectedException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.CLAIM_OF_ANOTHER_TYPE);
                        assertThat(e.claim()).isEqualTo("c");
                        assertThat(e)
                                .hasMessage("RLS416: the token was rejected (claim-of-another-type): its claim \"c\" is"
                                        + " no " + type.getSimpleName()
                                        + ", which is required here; have the issuer put one into every token");
                    });
        }
    }

    private static String with(String value) {
        return GOOD.payload("\"exp\"", "\"c\":" + value + ",\"exp\"").signedBy(RSA);
    }

    @Test
    void eachIssuerHasItsOwnKeys() {
        TestIssuer first = new TestIssuer("first");
        TestIssuer second = new TestIssuer("second");
        TokenVerifier both = JwtVerifier.ofIssuers(List.of(
                of("https://a", first).requireClaim("tenant_id").build(),
                of("https://b", second).build()));

        String good = of(first, "https://a");
        for (int i = 0; i < 2; i++) {
            assertThat(both.verify(good).get("iss")).isEqualTo("https://a");
            assertThat(both.verify(of(second, "https://b")).get("iss")).isEqualTo("https://b");
            assertRejected(Reason.UNKNOWN_KEY, both, of(second, "https://a"));
            assertRejected(Reason.UNKNOWN_KEY, both, of(first, "https://b"));
            assertRejected(Reason.WRONG_ISSUER, both, of(first, "https://c"));
            assertRejected(Reason.MISSING_CLAIM, both, of(first, null));
            assertRejected(Reason.MALFORMED, both, "garbage");
            assertRejected(Reason.MALFORMED, both, "a.b.c");
            assertRejected(Reason.TOO_LARGE, both, "a".repeat(9000));
        }
        assertThat(both.requiredClaims()).asString().isEqualTo("[iss, aud, exp]");
    }

    @Test
    void anIssuerHasOneVerifier() {
        JwtVerifier one = of("https://a", new TestIssuer("one")).build();
        assertThatThrownBy(() -> JwtVerifier.ofIssuers(List.of(one, one)))
                .hasMessage(
                        "RLS451: the token verifier cannot use its two verifiers of issuer https://a; give each issuer"
                                + " one, with all its keys");
        assertThatThrownBy(() -> JwtVerifier.ofIssuers(List.of())).hasMessageStartingWith("RLS450");
    }

    private static JwtVerifierBuilder of(String issuer, TestIssuer keys) {
        return JwtVerifier.builder()
                .issuer(issuer)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(keys.rsa()));
    }

    private static String of(TestIssuer keys, String issuer) {
        return TestIssuer.sign(
                keys.rsa(), Map.of("tenant_id", UUID.randomUUID().toString()), builder -> builder.issuer(issuer));
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        assertThatThrownBy(() -> builder().requireClaim("c", Integer.class))
                .hasMessage("RLS451: the token verifier cannot use its type of claim c, java.lang.Integer;"
                        + " requireClaim(..) takes String, UUID, Long, Boolean, List, Map or Object");
        assertThatThrownBy(() -> builder().maxAge(Duration.ofSeconds(-1))).hasMessageStartingWith("RLS451");
        assertThatThrownBy(() -> builder().outageTolerance(Duration.ofSeconds(-1)))
                .hasMessageStartingWith("RLS451");
        assertThatThrownBy(() -> builder().keyLifetime(Duration.ofMillis(999))).hasMessageStartingWith("RLS451");
        assertThatThrownBy(() -> builder().rememberedTokens(-1)).hasMessageStartingWith("RLS451");
        assertThatThrownBy(() -> builder().mapClaim("c", "a b")).hasMessageStartingWith("RLS451");
    }

    private static JwtVerifierBuilder builder() {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(RSA.toPublicJWK()));
    }

    private static void assertRejected(Reason reason, JwtVerifierBuilder verifier, String token) {
        assertRejected(reason, verifier.build(), token);
    }

    private static void assertRejected(Reason reason, TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        TokenRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
