package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every algorithm of the verifier is one of the database, and both take the same tokens. */
class AlgorithmsTest {

    private static final List<JWK> KEYS = keys();

    @BeforeAll
    static void register() throws SQLException {
        for (JWK key : KEYS) {
            JWK registered = key.toPublicJWK() == null ? key : key.toPublicJWK();
            TenantDatabase.on(Version.V18)
                    .database()
                    .migrator()
                    .column(
                            "select rls.add_jwk(?::jsonb, ?, ?)",
                            registered.toJSONString(),
                            TestIssuer.ISSUER,
                            TestIssuer.AUDIENCE);
        }
    }

    @ParameterizedTest
    @FieldSource("KEYS")
    void bothTakeATokenAndNeitherTakesItChanged(JWK key) throws SQLException {
        String token = TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> {});
        assertThat(verifier().verify(token).get("tenant_id")).isEqualTo("acme");
        assertThat(isTaken(token)).isTrue();

        int at = token.lastIndexOf('.') + 10;
        String changed = token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
        assertRejected(Reason.BAD_SIGNATURE, changed);
        assertThat(isTaken(changed)).isFalse();
        String other = TestIssuer.sign(key, Map.of("tenant_id", "globex"), builder -> {});
        String swapped = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));
        assertRejected(Reason.BAD_SIGNATURE, swapped);
        assertThat(isTaken(swapped)).isFalse();
    }

    @Test
    void allThatAreSupportedAreTried() {
        assertThat(KEYS.stream().map(JWK::getAlgorithm).map(Algorithm::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Signature.ALGORITHMS.stream().map(Algorithm::getName).toList());
    }

    @Test
    void aWeakKeyVerifiesNothing() throws JOSEException {
        JWK weak = new RSAKeyGenerator(1024, true)
                .keyID("weak")
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        JWK strong = new RSAKeyGenerator(2048)
                .keyID("weak")
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        String token = BentToken.good(weak).signedBy(strong);
        assertThat(builder(List.of(strong)).build().verify(token).token()).isEqualTo(token);
        assertThatThrownBy(() -> builder(List.of(weak)).build().verify(token)).hasMessageStartingWith("RLS407");
    }

    /** The database knows one key of an id; two of one id are an issuer's that exchanges it. */
    @Test
    void noMoreThanTwoKeysOfOneIdAreTried() throws JOSEException {
        List<JWK> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(new ECKeyGenerator(Curve.P_256)
                    .keyID("one")
                    .algorithm(JWSAlgorithm.ES256)
                    .generate());
        }
        JwtVerifier verifier =
                builder(keys).algorithms(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA).build();
        List<String> tokens = keys.stream()
                .map(key -> TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> {}))
                .toList();
        for (String tried : tokens.subList(0, 2)) {
            assertThat(verifier.verify(tried)).isSameAs(verifier.verify(tried));
        }
        assertThatThrownBy(() -> verifier.verify(tokens.get(2))).hasMessageStartingWith("RLS407");
    }

    /** Keys of other algorithms are no candidates. */
    @Test
    void anIdMayBeThatOfAKeyOfEachAlgorithm() throws JOSEException {
        List<JWK> keys = new ArrayList<>();
        for (JWSAlgorithm rsa : List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512)) {
            keys.add(new RSAKeyGenerator(2048).keyID("one").algorithm(rsa).generate());
        }
        JwtVerifier verifier = builder(keys)
                .algorithms(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512)
                .build();
        for (JWK key : keys) {
            String token = TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> {});
            assertThat(verifier.verify(token).get("tenant_id")).isEqualTo("acme");
        }
    }

    private static boolean isTaken(String token) throws SQLException {
        try {
            TenantDatabase.on(Version.V18).database().application().column("select rls.bind(?)", token);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("28000");
            return false;
        }
    }

    private static void assertRejected(Reason reason, String token) {
        assertThatThrownBy(() -> verifier().verify(token))
                .isInstanceOfSatisfying(
                        TokenRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static JwtVerifier verifier() {
        return builder(KEYS)
                .algorithms(Signature.ALGORITHMS.toArray(JWSAlgorithm[]::new))
                .build();
    }

    private static JwtVerifierBuilder builder(List<JWK> keys) {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(keys));
    }

    private static List<JWK> keys() {
        try {
            List<JWK> keys = new ArrayList<>();
            for (JWSAlgorithm rsa :
                    List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
                keys.add(new RSAKeyGenerator(2048)
                        .keyID("alg-" + rsa)
                        .algorithm(rsa)
                        .generate());
            }
            keys.add(new ECKeyGenerator(Curve.P_256)
                    .keyID("alg-ec")
                    .algorithm(JWSAlgorithm.ES256)
                    .generate());
            keys.add(new OctetKeyPairGenerator(Curve.Ed25519)
                    .keyID("alg-ed")
                    .algorithm(JWSAlgorithm.EdDSA)
                    .generate());
            keys.add(new OctetSequenceKeyGenerator(256)
                    .keyID("alg-hmac")
                    .algorithm(JWSAlgorithm.HS256)
                    .generate());
            return keys;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
