package dev.rls.liquibase;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.fixtures.TestIssuer;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;

/**
 * The keys that the corpus of tokens is signed with: registered ones of each size, a revoked one, one of another issuer
 * and one that nobody knows.
 */
record TokenKeys(
        RSAKey rsa2048,
        RSAKey rsa3072,
        RSAKey rsa4096,
        RSAKey revoked,
        RSAKey foreign,
        RSAKey unknown,
        OctetSequenceKey secret,
        OctetSequenceKey longSecret) {

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
                    secret("longSecret", 1024));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void register(Invoices invoices) throws Exception {
        for (RSAKey key : new RSAKey[] {rsa2048, rsa3072, rsa4096, revoked}) {
            invoices.register(key.toPublicJWK().toJSONString());
        }
        invoices.register(secret.toJSONString());
        invoices.register(longSecret.toJSONString());
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        foreign.toPublicJWK().toJSONString(),
                        "https://other.test",
                        TestIssuer.AUDIENCE);
        invoices.database().migrator().column("select rls.revoke_key('revoked')");
    }

    static RSAPrivateKey privateKey(RSAKey key) {
        try {
            return key.toRSAPrivateKey();
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
