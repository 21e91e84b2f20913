package dev.rls.hibernate.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/** The signature of a token (RFC 7515). */
final class Signature {

    /** What the database verifies too. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.HS256,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.EdDSA);

    /** What is before the 32 octets of an Ed25519 key in the encoding of X.509 (RFC 8410, section 4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Below this the database takes no RSA key. */
    private static final int RSA_BITS = 2048;

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    private final JWSHeader header;
    private final byte[] signed;
    private final byte[] value;

    /**
     * What a token ends in.
     *
     * @param header says with which algorithm it was made
     * @param signed what it was computed over
     * @param value the signature
     */
    Signature(JWSHeader header, byte[] signed, byte[] value) {
        this.header = header;
        this.signed = signed;
        this.value = value;
    }

    /** Whether it was made with a key. One that does not fit the algorithm has made none. */
    boolean isOf(JWK key) {
        try {
            if (key instanceof OctetKeyPair pair) {
                return isOf(pair);
            }
            return (!(key instanceof RSAKey) || key.size() >= RSA_BITS)
                    && VERIFIERS
                            .createJWSVerifier(header, javaKey(key))
                            .verify(header, signed, Base64URL.encode(value));
        } catch (JOSEException | GeneralSecurityException e) {
            // Not as the cause: its message may quote what was to be verified.
            return false;
        }
    }

    private static Key javaKey(JWK key) throws JOSEException {
        return key instanceof OctetSequenceKey secret ? secret.toSecretKey() : ((AsymmetricJWK) key).toPublicKey();
    }

    /** By the JDK, because nimbus asks for another library. */
    private boolean isOf(OctetKeyPair pair) throws GeneralSecurityException {
        byte[] point = pair.getDecodedX();
        byte[] encoded = new byte[ED25519.length + point.length];
        System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
        System.arraycopy(point, 0, encoded, ED25519.length, point.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(value);
    }
}
