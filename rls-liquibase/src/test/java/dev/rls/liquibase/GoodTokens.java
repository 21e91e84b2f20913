package dev.rls.liquibase;

import static dev.rls.liquibase.Payloads.inSeconds;
import static dev.rls.liquibase.Payloads.plus;
import static dev.rls.liquibase.Payloads.with;

import com.nimbusds.jose.jwk.JWK;
import dev.rls.fixtures.TestIssuer;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that must bind, by name: of nimbus and of the JDK alone. */
final class GoodTokens {

    private final Map<String, String> tokens = new LinkedHashMap<>();

    private GoodTokens() {}

    static Map<String, String> of(TokenKeys keys) {
        GoodTokens good = new GoodTokens();
        good.nimbus(keys);
        good.jdk("HS256", "secret", Jws.hmac("HmacSHA256", keys.secret().toByteArray()));
        good.jdk("HS256", "longSecret", Jws.hmac("HmacSHA256", keys.longSecret().toByteArray()));
        good.jdk("RS256", "rsa2048", Jws.rsa("SHA256withRSA", TokenKeys.privateKey(keys.rsa2048())));
        good.jdk("RS256", "rsa3072", Jws.rsa("SHA256withRSA", TokenKeys.privateKey(keys.rsa3072())));
        good.jdk("RS256", "rsa4096", Jws.rsa("SHA256withRSA", TokenKeys.privateKey(keys.rsa4096())));
        return good.tokens;
    }

    private void nimbus(TokenKeys keys) {
        for (JWK key : List.of(keys.secret(), keys.longSecret(), keys.rsa2048(), keys.rsa3072(), keys.rsa4096())) {
            String name = "nimbus " + key.getKeyID() + ", ";
            Map<String, String> claims = Map.of("tenant_id", "acme");
            tokens.put(name + "plain", TestIssuer.sign(key, claims, builder -> {}));
            tokens.put(
                    name + "several audiences",
                    TestIssuer.sign(key, claims, b -> b.audience(List.of("other", TestIssuer.AUDIENCE))));
            tokens.put(
                    name + "rich claims",
                    TestIssuer.sign(
                            key,
                            claims,
                            b -> b.subject("alice")
                                    .jwtID("id")
                                    .notBeforeTime(new Date())
                                    .claim("roles", List.of("manager", "a\"b\\"))
                                    .claim("org", Map.of("id", 7, "name", "ö\n€"))));
        }
    }

    private void jdk(String algorithm, String kid, Jws.Signer signer) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}";
        String name = "jdk " + kid + ", ";
        Map<String, String> payloads = new LinkedHashMap<>();
        payloads.put("plain", Payloads.text(Payloads.good()));
        payloads.put("exp within the skew", with("exp", inSeconds(-30)));
        payloads.put("exp with a fraction", with("exp", inSeconds(600) + ".75"));
        payloads.put("nbf within the skew", with("nbf", inSeconds(30)));
        payloads.put("white space", plus(" \r\n\t\"x\" : [ 1 , 2 ] \n"));
        payloads.put("one key in two objects", plus("\"a\":{\"k\":1},\"b\":{\"k\":2},\"k\":[{\"k\":3},{\"k\":4}]"));
        payloads.put(
                "quotes and backslashes",
                plus("\"a\\\"\":\"\\\\\",\"a\\\\\":\"\\\\\\\"\",\"\\\\\\\"\":\"\\u0022\\u005c\""));
        payloads.put("a text that looks like a repeated key", plus("\"x\":\"\\\"exp\\\":1,\\\"exp\\\":2\""));
        payloads.put("a surrogate pair", plus("\"x\":\"\\ud83d\\ude00\""));
        payloads.put("an empty name", plus("\"\":\"\""));
        payloads.forEach((what, payload) -> tokens.put(name + what, new Jws(header, payload).signedBy(signer)));

        tokens.put(
                name + "typ and unknown header parameters",
                new Jws(
                                "{\"typ\":\"JWT\",\"x\":{\"y\":[1]},\"kid\":\"" + kid + "\" ,\n\"alg\":\"" + algorithm
                                        + "\"}",
                                Payloads.text(Payloads.good()))
                        .signedBy(signer));
        tokens.put(name + "8 KiB", ofLength(8192, header, signer));
    }

    /** A token of exactly this many octets. */
    static String ofLength(int octets, String header, Jws.Signer signer) {
        int signature = new Jws(header, "").signedBy(signer).length()
                - new Jws(header, "").signedBy(m -> new byte[0]).length();
        for (int pad = octets * 3 / 4 - 1200; ; pad++) {
            Jws token = new Jws(header, plus("\"pad\":\"" + "x".repeat(pad) + "\""));
            int length = token.signedBy(message -> new byte[0]).length() + signature;
            if (length == octets) {
                return token.signedBy(signer);
            }
            if (length > octets) {
                // Base64url has no part of 4n + 1 characters, so padding alone cannot reach every length.
                return ofLength(octets, header.replace("{", "{ "), signer);
            }
        }
    }
}
