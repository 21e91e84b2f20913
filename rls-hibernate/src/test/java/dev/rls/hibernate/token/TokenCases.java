package dev.rls.hibernate.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tokens that are good, and tokens that are bad in one way each. */
final class TokenCases {

    private static final TestIssuer ISSUER = TenantDatabase.on(Version.V18).issuer();
    static final RSAKey RSA = ISSUER.rsa();
    static final OctetSequenceKey SECRET = ISSUER.secret();
    static final BentToken GOOD = BentToken.good(RSA);

    static final List<Case> GOOD_TOKENS = List.of(
            new Case("RS256", GOOD.signedBy(RSA)),
            new Case("HS256", BentToken.good(SECRET).signedBy(SECRET)),
            new Case("of nimbus", ISSUER.token(Map.of("tenant_id", "secret-tenant"))),
            new Case(
                    "several audiences",
                    GOOD.payload("\"rls-test\"", "[\"other\",\"rls-test\"]").signedBy(RSA)),
            new Case("fraction of a second", GOOD.payload(",\"ten", ".5,\"ten").signedBy(RSA)),
            new Case("expired within the skew", () -> exp(-50).signedBy(RSA)),
            new Case("valid in a moment", () -> nbf(50).signedBy(RSA)),
            new Case(
                    "an unknown header",
                    GOOD.header("{", "{\"typ\":\"at+jwt\",\"x\":1,").signedBy(RSA)),
            new Case(
                    "a number of a thousand digits",
                    GOOD.payload("[1,", "[1e999,-1E+999,1.5e-999,\"1e1000\",").signedBy(RSA)),
            new Case(
                    "a colon and quotes in strings",
                    GOOD.payload("secret-tenant", "a:\\\\\\\":{").signedBy(RSA)));

    static final List<Case> BAD_TOKENS = badTokens();

    private static List<Case> badTokens() {
        String good = GOOD.signedBy(RSA);
        TestIssuer stranger = new TestIssuer("stranger");
        List<Case> cases = new ArrayList<>();
        bad(cases, Reason.MALFORMED, "empty", "");
        bad(cases, Reason.MALFORMED, "garbage", "garbage");
        bad(cases, Reason.MALFORMED, "two parts", good.substring(0, good.lastIndexOf('.')));
        bad(cases, Reason.MALFORMED, "four parts", good + ".x");
        bad(cases, Reason.MALFORMED, "blank around", " " + good);
        bad(cases, Reason.MALFORMED, "bearer", "Bearer " + good);
        bad(cases, Reason.MALFORMED, "padding", good + "=");
        bad(cases, Reason.MALFORMED, "other way to write the last octet", otherLastCharacter(good));
        bad(
                cases,
                Reason.MALFORMED,
                "a line break in the signature",
                new StringBuilder(good).insert(good.length() - 9, '\n'));
        bad(cases, Reason.MALFORMED, "header no object", new BentToken("[]", GOOD.payload()).signedBy(RSA));
        bad(cases, Reason.MALFORMED, "header null", new BentToken("null", GOOD.payload()).signedBy(RSA));
        bad(cases, Reason.MALFORMED, "header no JSON", new BentToken("{", GOOD.payload()).signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "header repeats alg",
                GOOD.header("{", "{\"alg\":\"none\",").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "header repeats in depth",
                GOOD.header("{", "{\"x\":{\"y\":1,\"y\":2},").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "alg no string",
                GOOD.header("\"RS256\"", "[\"RS256\"]").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "no alg",
                GOOD.header("\"alg\"", "\"algo\"").signedBy(RSA));
        bad(cases, Reason.MALFORMED, "payload no object", new BentToken(GOOD.header(), "7").signedBy(RSA));
        bad(cases, Reason.MALFORMED, "payload empty", new BentToken(GOOD.header(), "").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload repeats",
                GOOD.payload("{\"iss\"", "{\"tenant_id\":1,\"iss\"").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload repeats in disguise",
                GOOD.payload("{\"iss\"", "{\"tenant\\u005fid\":1,\"iss\"").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload repeats in depth",
                GOOD.payload("\"b\":null", "\"b\":1,\"b\":null").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload no UTF-8",
                GOOD.payload("secret", "\u00ff").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload with more behind",
                new BentToken(GOOD.header(), GOOD.payload() + "{}").signedBy(RSA));
        bad(
                cases,
                Reason.MALFORMED,
                "payload with a comment",
                GOOD.payload("{\"iss\"", "{/**/\"iss\"").signedBy(RSA));
        for (String number : List.of("1e1000", "-1E+1000", "1.5e-1000", "0e1000", "1e0001", "1e131071")) {
            bad(
                    cases,
                    Reason.MALFORMED,
                    number,
                    GOOD.payload("[1,", "[" + number + ",").signedBy(RSA));
            bad(
                    cases,
                    Reason.MALFORMED,
                    number + " in the header",
                    GOOD.header("{", "{\"x\":" + number + ",").signedBy(RSA));
        }
        for (String control : List.of("\\n", "\\u001b", "\\u0085", "\\u007f")) {
            bad(
                    cases,
                    Reason.MALFORMED,
                    "kid with " + control,
                    GOOD.header(RSA.getKeyID(), "x" + control + "ERROR").signedBy(RSA));
        }
        bad(
                cases,
                Reason.TOO_LARGE,
                "too large",
                GOOD.payload("secret-tenant", "x".repeat(8192)).signedBy(RSA));
        for (String none : List.of("none", "None", "NONE")) {
            bad(cases, Reason.UNSIGNED, none, GOOD.header("RS256", none).unsigned());
            bad(
                    cases,
                    Reason.UNSIGNED,
                    none + " but signed",
                    GOOD.header("RS256", none).signedBy(RSA));
        }
        bad(
                cases,
                Reason.ALGORITHM_NOT_ALLOWED,
                "RS512",
                GOOD.header("RS256", "RS512").signedBy(RSA));
        bad(
                cases,
                Reason.ALGORITHM_NOT_ALLOWED,
                "rs256",
                GOOD.header("RS256", "rs256").signedBy(RSA));
        bad(
                cases,
                Reason.ALGORITHM_NOT_ALLOWED,
                "no such",
                GOOD.header("RS256", "XX").signedBy(RSA));
        bad(
                cases,
                Reason.UNSUPPORTED_HEADER,
                "crit",
                GOOD.header("{", "{\"crit\":[\"exp\"],").signedBy(RSA));
        bad(
                cases,
                Reason.UNKNOWN_KEY,
                "no kid",
                GOOD.header("\"kid\"", "\"kit\"").signedBy(RSA));
        bad(
                cases,
                Reason.UNKNOWN_KEY,
                "kid null",
                GOOD.header("\"" + RSA.getKeyID() + "\"", "null").signedBy(RSA));
        bad(
                cases,
                Reason.UNKNOWN_KEY,
                "key of a stranger",
                BentToken.good(stranger.rsa()).signedBy(stranger.rsa()));
        bad(
                cases,
                Reason.UNKNOWN_KEY,
                "public key as a secret",
                GOOD.header("RS256", "HS256").signedBy(publicKeyAsSecret()));
        bad(
                cases,
                Reason.UNKNOWN_KEY,
                "kid of the other algorithm",
                BentToken.good(SECRET).header(SECRET.getKeyID(), RSA.getKeyID()).signedBy(SECRET));
        bad(cases, Reason.BAD_SIGNATURE, "kid of the issuer, key of a stranger", GOOD.signedBy(stranger.rsa()));
        bad(
                cases,
                Reason.BAD_SIGNATURE,
                "tampered payload",
                withPayload(good, GOOD.payload("secret", "public").payload()));
        bad(cases, Reason.BAD_SIGNATURE, "no signature", GOOD.unsigned());
        bad(
                cases,
                Reason.BAD_SIGNATURE,
                "signature of another token",
                good.substring(0, good.lastIndexOf('.')) + last(exp(700).signedBy(RSA)));
        bad(cases, Reason.BAD_SIGNATURE, "truncated signature", good.substring(0, good.length() - 2));
        bad(
                cases,
                Reason.BAD_SIGNATURE,
                "zero signature",
                good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(342));
        bad(cases, Reason.EXPIRED, "expired", exp(-70).signedBy(RSA));
        bad(
                cases,
                Reason.EXPIRED,
                "expired long ago",
                GOOD.payload("\"exp\":", "\"exp\":-1,\"was\":").signedBy(RSA));
        cases.add(new Case(Reason.NOT_YET_VALID, "not yet valid", () -> nbf(70).signedBy(RSA)));
        bad(
                cases,
                Reason.WRONG_ISSUER,
                "issuer",
                GOOD.payload("issuer.test", "issuer.test/").signedBy(RSA));
        bad(
                cases,
                Reason.WRONG_ISSUER,
                "issuers",
                GOOD.payload("\"https://issuer.test\"", "[\"https://issuer.test\"]")
                        .signedBy(RSA));
        bad(
                cases,
                Reason.WRONG_AUDIENCE,
                "audience",
                GOOD.payload("rls-test", "rls").signedBy(RSA));
        bad(
                cases,
                Reason.WRONG_AUDIENCE,
                "audiences",
                GOOD.payload("\"rls-test\"", "[\"a\",[\"rls-test\"]]").signedBy(RSA));
        bad(
                cases,
                Reason.WRONG_AUDIENCE,
                "audience as a name",
                GOOD.payload("\"rls-test\"", "{\"rls-test\":1}").signedBy(RSA));
        for (String claim : List.of("iss", "aud", "exp")) {
            bad(
                    cases,
                    Reason.MISSING_CLAIM,
                    claim,
                    GOOD.payload("\"" + claim + "\"", "\"x\"").signedBy(RSA));
        }
        bad(
                cases,
                Reason.INVALID_CLAIM,
                "exp a string",
                GOOD.payload("\"exp\":", "\"exp\":\"9999999999\",\"x\":").signedBy(RSA));
        bad(
                cases,
                Reason.INVALID_CLAIM,
                "exp in milliseconds",
                GOOD.payload(",\"ten", "000,\"ten").signedBy(RSA));
        bad(
                cases,
                Reason.INVALID_CLAIM,
                "nbf null",
                GOOD.payload("\"iss\"", "\"nbf\":null,\"iss\"").signedBy(RSA));
        return cases;
    }

    private TokenCases() {}

    static BentToken exp(long seconds) {
        return GOOD.payload("\"exp\":", "\"exp\":" + BentToken.in(seconds) + ",\"was\":");
    }

    static BentToken nbf(long seconds) {
        return GOOD.payload("\"iss\"", "\"nbf\":" + BentToken.in(seconds) + ",\"iss\"");
    }

    static OctetSequenceKey publicKeyAsSecret() {
        try {
            return new OctetSequenceKey.Builder(RSA.toRSAPublicKey().getEncoded())
                    .keyID(RSA.getKeyID())
                    .algorithm(JWSAlgorithm.HS256)
                    .build();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 256 octets of a signature take 342 characters, the last of four bits of which mean nothing. */
    private static String otherLastCharacter(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
    }

    private static String withPayload(String token, String payload) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + Base64URL.encode(payload.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private static String last(String token) {
        return token.substring(token.lastIndexOf('.'));
    }

    private static void bad(List<Case> cases, Reason reason, String name, CharSequence token) {
        String made = token.toString();
        cases.add(new Case(reason, name, () -> made));
    }

    /** What is near a bound of the clock's is made when it is asked for: tests may wait before that. */
    record Case(Reason reason, String name, Supplier<String> made) {

        Case(String name, Supplier<String> made) {
            this(Reason.MALFORMED, name, made);
        }

        Case(String name, String token) {
            this(name, () -> token);
        }

        String token() {
            return made.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
