package dev.rls.hibernate.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.rls.fixtures.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Tokens written by hand, so that they can be wrong in ways in which no library writes them. */
record BentToken(String header, String payload) {

    /** The header and payload of a good token of a key. */
    static BentToken good(JWK key) {
        return new BentToken(
                "{\"alg\":\"" + key.getAlgorithm() + "\",\"kid\":\"" + key.getKeyID() + "\"}",
                "{\"iss\":\"" + TestIssuer.ISSUER + "\",\"aud\":\"" + TestIssuer.AUDIENCE + "\",\"exp\":"
                        + in(TestIssuer.LIFETIME.toSeconds())
                        + ",\"tenant_id\":\"secret-tenant\",\"nested\":{\"a\":[1,{\"b\":null}]}}");
    }

    static long in(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    BentToken header(String from, String to) {
        return new BentToken(replaced(header, from, to), payload);
    }

    BentToken payload(String from, String to) {
        return new BentToken(header, replaced(payload, from, to));
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalArgumentException(text + " has no " + from);
        }
        return text.replace(from, to);
    }

    /** Signed as the key signs, whatever the header says. */
    String signedBy(JWK key) {
        String content = encoded(header) + "." + encoded(payload);
        byte[] octets = content.getBytes(StandardCharsets.US_ASCII);
        try {
            Base64URL signature = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa).sign(new JWSHeader(JWSAlgorithm.RS256), octets)
                    : new MACSigner((OctetSequenceKey) key).sign(new JWSHeader(JWSAlgorithm.HS256), octets);
            return content + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String unsigned() {
        return encoded(header) + "." + encoded(payload) + ".";
    }

    private static Base64URL encoded(String text) {
        // Latin-1 can hold octets that are no UTF-8.
        return Base64URL.encode(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
