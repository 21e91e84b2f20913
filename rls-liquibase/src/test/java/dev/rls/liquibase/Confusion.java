package dev.rls.liquibase;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens that name one key and are signed by the key or the algorithm of another, by name: all pairs. */
final class Confusion {

    private Confusion() {}

    static Map<String, String> of(TokenKeys keys) {
        Map<String, String> tokens = new LinkedHashMap<>();
        String payload = Payloads.text(Payloads.good());
        for (SigningKey named : keys.onePerAlgorithm()) {
            for (SigningKey signing : keys.onePerAlgorithm()) {
                if (named.kid().equals(signing.kid())) {
                    continue;
                }
                String pair = signing.algorithm() + " for a key of " + named.algorithm();
                tokens.put(
                        pair + ", the header agrees with the signature",
                        new Jws(named.header(signing.algorithm()), payload).signedBy(signing.signer()));
                tokens.put(
                        pair + ", the header agrees with the key",
                        new Jws(named.header(), payload).signedBy(signing.signer()));
                tokens.put(
                        pair + ", only the header is wrong",
                        new Jws(named.header(signing.algorithm()), payload).signedBy(named.signer()));
            }
            for (String algorithm : new String[] {"HS256", named.algorithm()}) {
                if (!named.algorithm().equals("HS256")) {
                    tokens.put(
                            "the public key of " + named.algorithm() + " as a secret under " + algorithm,
                            new Jws(named.header(algorithm), payload)
                                    .signedBy(Jws.hmac("HmacSHA256", named.jwk().getBytes(StandardCharsets.UTF_8))));
                }
            }
        }
        return tokens;
    }
}
