package dev.rls.liquibase;

import static dev.rls.liquibase.Payloads.inSeconds;
import static dev.rls.liquibase.Payloads.plus;
import static dev.rls.liquibase.Payloads.with;

import com.nimbusds.jose.jwk.JWK;
import dev.rls.fixtures.TestIssuer;
import java.math.BigInteger;
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
        keys.all().forEach(good::jdk);
        good.spelledOtherwise(keys);
        return good.tokens;
    }

    private void nimbus(TokenKeys keys) {
        for (JWK key : keys.nimbus()) {
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

    private void jdk(SigningKey key) {
        String header = key.header();
        Jws.Signer signer = key.signer();
        String name = "jdk " + key.kid() + ", ";
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
        payloads.put("exponents", plus("\"x\":[1e999,-1.5E-307,2e+308,1e001]"));
        payloads.put(
                "texts that look like long exponents",
                plus("\"1e131071\":\"1e131071\",\"\\\",1e1000\":\"a\\\\\\\" 1e1000\",\"\\\\\":\"e1000\""));
        payloads.forEach((what, payload) -> tokens.put(name + what, new Jws(header, payload).signedBy(signer)));

        tokens.put(
                name + "typ and unknown header parameters",
                new Jws(
                                "{\"typ\":\"JWT\",\"x\":{\"y\":[1]},\"kid\":\"" + key.kid() + "\" ,\n\"alg\":\""
                                        + key.algorithm() + "\"}",
                                Payloads.text(Payloads.good()))
                        .signedBy(signer));
        tokens.put(name + "8 KiB", ofLength(8192, header, signer));
    }

    /** What is as good in another spelling: JOSE has no rule which of s and n - s to take (RFC 7518, 3.4). */
    private void spelledOtherwise(TokenKeys keys) {
        SigningKey key = keys.named("p256");
        Jws token = new Jws(key.header(), Payloads.text(Payloads.good()));
        tokens.put("ECDSA, the lower s", token.signedBy(P256.withS(key.signer(), BigInteger::min)));
        tokens.put("ECDSA, the higher s", token.signedBy(P256.withS(key.signer(), BigInteger::max)));
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
