package dev.rls.liquibase;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.rls.fixtures.TestIssuer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that the corpus of tokens is signed with: registered ones of each algorithm and size, a revoked one, one of
 * another issuer and one that nobody knows. Each RSA key is registered once for each algorithm.
 */
record TokenKeys(
        RSAKey rsa2048,
        RSAKey rsa3072,
        RSAKey rsa4096,
        RSAKey revoked,
        RSAKey foreign,
        RSAKey unknown,
        OctetSequenceKey secret,
        OctetSequenceKey longSecret,
        ECKey p256,
        KeyPair ed25519) {

    /** The algorithms of RSA beside RS256. */
    static final List<JWSAlgorithm> RSA = List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256);

    static TokenKeys generate() {
        try {
            return new TokenKeys(
                    rsa("rsa2048", 2048),
                    rsa("rsa3072", 3072),
                    rsa("rsa4096", 4096),
                    rsa("revoked", 2048),
                    rsa("foreign", 2048),
                    rsa("rsa2048", 2048),
                    secret("secret", 256),
                    secret("longSecret", 1024),
                    generateP256("p256"),
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void register(Invoices invoices) throws Exception {
        invoices.register(revoked.toPublicJWK().toJSONString());
        for (SigningKey key : all()) {
            invoices.register(key.jwk());
        }
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        foreign.toPublicJWK().toJSONString(),
                        "https://other.test",
                        TestIssuer.AUDIENCE);
        invoices.database().migrator().column("select rls.revoke_key('revoked')");
    }

    /** The keys whose tokens bind. */
    List<SigningKey> all() {
        List<SigningKey> all = new ArrayList<>(List.of(
                new SigningKey("secret", "HS256", secret.toJSONString(), Jws.hmac("HmacSHA256", secret.toByteArray())),
                new SigningKey(
                        "longSecret",
                        "HS256",
                        longSecret.toJSONString(),
                        Jws.hmac("HmacSHA256", longSecret.toByteArray())),
                new SigningKey("p256", "ES256", p256.toPublicJWK().toJSONString(), Jws.ecdsa(privateKey(p256))),
                new SigningKey(
                        "ed25519",
                        "EdDSA",
                        Ed25519.jwk("ed25519", Ed25519.octets(ed25519.getPublic()), ""),
                        Jws.eddsa(ed25519.getPrivate()))));
        for (JWK key : nimbus()) {
            if (key instanceof RSAKey rsa) {
                all.add(new SigningKey(
                        rsa.getKeyID(),
                        rsa.getAlgorithm().getName(),
                        rsa.toPublicJWK().toJSONString(),
                        signer(rsa)));
            }
        }
        return all;
    }

    /** One key of each algorithm, those of RSA with the same modulus. */
    List<SigningKey> onePerAlgorithm() {
        List<String> names = new ArrayList<>(List.of("secret", "rsa2048", "p256", "ed25519"));
        RSA.forEach(algorithm -> names.add("rsa2048-" + algorithm));
        return all().stream().filter(key -> names.contains(key.kid())).toList();
    }

    SigningKey named(String kid) {
        return all().stream().filter(key -> key.kid().equals(kid)).findFirst().orElseThrow();
    }

    /** The same keys for nimbus. */
    List<JWK> nimbus() {
        byte[] seed = ((EdECPrivateKey) ed25519.getPrivate()).getBytes().orElseThrow();
        List<JWK> keys = new ArrayList<>(List.of(
                secret,
                longSecret,
                p256,
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(Ed25519.octets(ed25519.getPublic())))
                        .d(Base64URL.encode(seed))
                        .keyID("ed25519")
                        .algorithm(JWSAlgorithm.EdDSA)
                        .build()));
        for (RSAKey key : List.of(rsa2048, rsa3072, rsa4096)) {
            keys.add(key);
            for (JWSAlgorithm algorithm : RSA) {
                keys.add(new RSAKey.Builder(key)
                        .keyID(key.getKeyID() + "-" + algorithm)
                        .algorithm(algorithm)
                        .build());
            }
        }
        return keys;
    }

    /** What the JDK signs with for a key of RSA. */
    static Jws.Signer signer(RSAKey key) {
        PrivateKey secret = privateKey(key);
        return switch (key.getAlgorithm().getName()) {
            case "RS256" -> Jws.rsa("SHA256withRSA", secret);
            case "RS384" -> Jws.rsa("SHA384withRSA", secret);
            case "RS512" -> Jws.rsa("SHA512withRSA", secret);
            case "PS256" -> Jws.pss(secret);
            default -> throw new IllegalArgumentException(key.getAlgorithm().getName());
        };
    }

    static ECKey generateP256(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAPrivateKey privateKey(RSAKey key) {
        try {
            return key.toRSAPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey privateKey(ECKey key) {
        try {
            return key.toECPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static PublicKey publicKey(RSAKey key) {
        try {
            return key.toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa(String id, int bits) throws JOSEException {
        return new RSAKeyGenerator(bits).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
    }

    private static OctetSequenceKey secret(String id, int bits) throws JOSEException {
        return new OctetSequenceKeyGenerator(bits)
                .keyID(id)
                .algorithm(JWSAlgorithm.HS256)
                .generate();
    }
}
