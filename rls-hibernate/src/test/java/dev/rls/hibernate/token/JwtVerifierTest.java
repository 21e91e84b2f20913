package dev.rls.hibernate.token;

import static dev.rls.hibernate.token.TokenCases.BAD_TOKENS;
import static dev.rls.hibernate.token.TokenCases.GOOD;
import static dev.rls.hibernate.token.TokenCases.RSA;
import static dev.rls.hibernate.token.TokenCases.SECRET;
import static dev.rls.hibernate.token.TokenCases.exp;
import static dev.rls.hibernate.token.TokenCases.nbf;
import static dev.rls.hibernate.token.TokenCases.publicKeyAsSecret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import dev.rls.hibernate.token.TokenCases.Case;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each case is decided by the verifier and by the database, which must agree. */
class JwtVerifierTest {

    @ParameterizedTest
    @FieldSource("dev.rls.hibernate.token.TokenCases#GOOD_TOKENS")
    void aGoodTokenIsTaken(Case good) throws SQLException {
        String token = good.token();
        Claims claims = verifier().verify(token);
        assertThat(claims.token()).isEqualTo(token);
        assertThat(claims.get("iss")).isEqualTo(TestIssuer.ISSUER);
        assertThat(claims.expiresAt()).isNotNull();
        assertThat(taken(token)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("dev.rls.hibernate.token.TokenCases#BAD_TOKENS")
    void aBadTokenIsRejectedForItsReasonAndNotShown(Case bad) throws SQLException {
        String token = bad.token();
        assertThatThrownBy(() -> verifier().verify(token)).isInstanceOfSatisfying(TokenRejectedException.class, e -> {
            assertThat(e.reason()).isEqualTo(bad.reason());
            assertThat(e).hasNoCause();
            assertThat(e.getMessage())
                    .startsWith(e.code() + ": the token was rejected ("
                            + bad.reason().id());
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain("secret-tenant", RSA.getKeyID());
            for (String part : token.split("\\.")) {
                assertThat(part.length() > 8 && text.toString().contains(part)).isFalse();
            }
        });
        assertThat(taken(token)).isFalse();
    }

    @Test
    void everyReasonHasACaseAndIdsAreDistinct() {
        Set<Reason> seen = BAD_TOKENS.stream().map(Case::reason).collect(Collectors.toSet());
        // What is not of every JWT has tests of its own.
        assertThat(seen)
                .containsAll(EnumSet.complementOf(EnumSet.of(
                        Reason.KEYS_UNAVAILABLE,
                        Reason.REQUIRED_CLAIM_MISSING,
                        Reason.CLAIM_OF_ANOTHER_TYPE,
                        Reason.WRONG_TYPE,
                        Reason.TOO_OLD,
                        Reason.NOT_ACTIVE,
                        Reason.ISSUER_UNAVAILABLE)));
        assertThat(EnumSet.allOf(Reason.class))
                .extracting(Reason::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z-]+"));
        assertThat(EnumSet.allOf(Reason.class))
                .extracting(reason -> new TokenRejectedException(reason).code())
                .doesNotHaveDuplicates();
    }

    @Test
    void claimsHaveTheTypesOfJson() {
        String token = GOOD.payload("\"a\":[1,", "\"a\":[9007199254740993,true,1.5,\"t\",")
                .signedBy(RSA);
        Claims claims = verifier().verify(token);
        assertThat(claims.get("exp")).isInstanceOf(Long.class);
        Map<?, ?> nested = (Map<?, ?>) claims.get("nested");
        assertThat(((List<?>) nested.get("a")).subList(0, 4))
                .isEqualTo(List.of(9007199254740993L, true, new BigDecimal("1.5"), "t"));
    }

    @Test
    void anAlgorithmIsTakenOnlyIfItIsOnTheList() {
        JwtVerifier rsaOnly = builder().build();
        assertThat(rsaOnly.verify(GOOD.signedBy(RSA)).get("tenant_id")).isEqualTo("secret-tenant");
        for (JWK key : new JWK[] {SECRET, publicKeyAsSecret()}) {
            String token = BentToken.good(SECRET)
                    .header(SECRET.getKeyID(), key.getKeyID())
                    .signedBy(key);
            assertThatThrownBy(() -> rsaOnly.verify(token))
                    .isInstanceOfSatisfying(
                            TokenRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.ALGORITHM_NOT_ALLOWED));
        }
    }

    @Test
    void theWholeHeaderIsToldFromAToken() {
        for (TokenVerifier verifier : List.of(verifier(), JwtVerifier.ofIssuers(List.of(verifier())))) {
            for (String scheme : List.of("Bearer ", "bearer ", "Bearer  ")) {
                assertThatThrownBy(() -> verifier.verify(scheme + GOOD.signedBy(RSA)))
                        .hasMessage(
                                "RLS401: the token was rejected (malformed): it begins with the word Bearer, which is no"
                                        + " part of it; send what comes after");
            }
            assertThatThrownBy(() -> verifier.verify("Basic " + GOOD.signedBy(RSA)))
                    .hasMessageStartingWith("RLS401: the token was rejected (malformed): it is no JWT");
        }
    }

    @Test
    void noTokenIsTheMistakeOfWhoeverCalls() {
        for (TokenVerifier verifier : List.of(verifier(), JwtVerifier.ofIssuers(List.of(verifier())))) {
            assertThatNullPointerException()
                    .isThrownBy(() -> verifier.verify(null))
                    .withMessage("token");
        }
    }

    @Test
    void theSkewIsWhatIsConfigured() {
        JwtVerifier strict = builder().clockSkew(Duration.ZERO).build();
        assertThatThrownBy(() -> strict.verify(exp(-1).signedBy(RSA))).hasMessageStartingWith("RLS408");
        assertThatThrownBy(() -> strict.verify(nbf(10).signedBy(RSA))).hasMessageStartingWith("RLS409");
    }

    private static JwtVerifier verifier() {
        return builder().algorithms(JWSAlgorithm.RS256, JWSAlgorithm.HS256).build();
    }

    private static JwtVerifierBuilder builder() {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(List.of(RSA.toPublicJWK(), SECRET)));
    }

    /** What the database says. */
    private static boolean taken(String token) throws SQLException {
        try {
            TenantDatabase.on(Version.V18).database().application().column("select rls.bind(?)", token);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("28000");
            return false;
        }
    }
}
