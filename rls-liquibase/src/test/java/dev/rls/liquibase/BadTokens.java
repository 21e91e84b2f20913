package dev.rls.liquibase;

import static dev.rls.liquibase.Payloads.inSeconds;
import static dev.rls.liquibase.Payloads.plus;
import static dev.rls.liquibase.Payloads.with;

import dev.rls.fixtures.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens that must be rejected whatever the algorithm, by name. Each differs from a good one in one respect only, and
 * is signed anew where the signature is not what is wrong.
 */
final class BadTokens {

    private final String algorithm;
    private final String kid;
    private final Jws.Signer signer;
    private final String header;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private BadTokens(String algorithm, String kid, Jws.Signer signer) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.signer = signer;
        this.header = header("");
    }

    static Map<String, String> of(SigningKey key) {
        BadTokens bad = new BadTokens(key.algorithm(), key.kid(), key.signer());
        bad.structure();
        bad.encodings();
        bad.signatures();
        bad.headers();
        bad.json();
        bad.claims();
        bad.times();
        return bad.tokens;
    }

    private void structure() {
        String good = signed(header, Payloads.text(Payloads.good()));
        String[] parts = good.split("\\.");
        add("null", null);
        for (String text : List.of("", " ", ".", "..", "...", "a", "a.b", "a.b.c", "null", "{}")) {
            add("text <" + text + ">", text);
        }
        add("two parts", parts[0] + "." + parts[1]);
        add("four parts", good + "." + parts[2]);
        add("five parts", good + ".a.b");
        add("an empty fourth part", good + ".");
        add("an empty first part", "." + good);
        add("parts swapped", parts[1] + "." + parts[0] + "." + parts[2]);
        add("no header", Jws.signed("." + parts[1], signer));
        add("no payload", Jws.signed(parts[0] + ".", signer));
        add("with its scheme", "Bearer " + good);
        add(
                "JSON serialization",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
        add("one octet too long", GoodTokens.ofLength(8193, header, signer));
        add("much too long", signed(header, plus("\"pad\":\"" + "x".repeat(100_000) + "\"")));
    }

    private void encodings() {
        String[] parts = signed(header, plus("\"x\":\"ÿþ???>>>\"")).split("\\.");
        for (int part = 0; part < 3; part++) {
            String where = " in part " + (part + 1);
            respelled("padding" + where, parts, part, parts[part] + "=".repeat((4 - parts[part].length() % 4) % 4 + 1));
            respelled("white space" + where, parts, part, parts[part].substring(0, 4) + " " + parts[part].substring(4));
            respelled("line feed" + where, parts, part, parts[part] + "\n");
            respelled("leading tab" + where, parts, part, "\t" + parts[part]);
            respelled("one character more" + where, parts, part, parts[part] + "A");
            respelled("no ASCII" + where, parts, part, parts[part] + "é");
            respelled("full-width letters" + where, parts, part, "\uff45" + parts[part].substring(1));
            respelled("percent encoding" + where, parts, part, "%65" + parts[part].substring(1));
        }
        respelled(
                "plain base64 in the payload",
                parts,
                1,
                parts[1].replace('-', '+').replace('_', '/'));
        // Two octets take three characters, whose last two bits mean nothing.
        String loose = Jws.encode(pad(header));
        respelled("unused bits in the header", parts, 0, bumped(loose));
        respelled("unused bits in the payload", parts, 1, bumped(Jws.encode(pad(Payloads.text(Payloads.good())))));
        String tail = parts[2].length() % 4 == 0 ? parts[2] + "==" : bumped(parts[2]);
        add("unused bits in the signature", parts[0] + "." + parts[1] + "." + tail);
    }

    /** Replaces a part and signs anew, so that only the spelling is wrong. */
    private void respelled(String name, String[] parts, int part, String text) {
        String[] bent = parts.clone();
        bent[part] = text;
        add(name, part == 2 ? String.join(".", bent) : Jws.signed(bent[0] + "." + bent[1], signer));
    }

    private void signatures() {
        String good = signed(header, Payloads.text(Payloads.good()));
        String message = good.substring(0, good.lastIndexOf('.') + 1);
        byte[] signature = Jws.decode(good.substring(message.length()));
        add("no signature", message);
        add("zero signature", message + Jws.encode(new byte[signature.length]));
        for (int cut : new int[] {1, signature.length / 2, signature.length - 1}) {
            add(
                    "signature cut by " + cut,
                    message + Jws.encode(java.util.Arrays.copyOf(signature, signature.length - cut)));
            add(
                    "signature without its first " + cut,
                    message + Jws.encode(java.util.Arrays.copyOfRange(signature, cut, signature.length)));
        }
        add(
                "signature with a zero octet more",
                message + Jws.encode(java.util.Arrays.copyOf(signature, signature.length + 1)));
        byte[] longer = new byte[signature.length + 1];
        System.arraycopy(signature, 0, longer, 1, signature.length);
        add("signature with a leading zero octet", message + Jws.encode(longer));
        for (int at : new int[] {0, 1, signature.length / 2, signature.length - 1}) {
            byte[] flipped = signature.clone();
            flipped[at] ^= 1;
            add("signature flipped at " + at, message + Jws.encode(flipped));
        }
        String other = signed(header, with("tenant_id", "\"globex\""));
        add("signature of another token", other.substring(0, other.lastIndexOf('.') + 1) + Jws.encode(signature));
        add("signature of the payload alone", message + Jws.encode(sign(message.split("\\.")[1])));
    }

    private void headers() {
        List<String> names = new ArrayList<>(List.of(
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                algorithm.toLowerCase(java.util.Locale.ROOT),
                " " + algorithm,
                algorithm + "\\u0000",
                algorithm + " ",
                "HS256",
                "HS384",
                "HS512",
                "RS256",
                "RS384",
                "RS512",
                "PS256",
                "PS384",
                "PS512",
                "ES256",
                "ES256K",
                "ES384",
                "EdDSA",
                "Ed25519"));
        names.remove(algorithm);
        String payload = Payloads.text(Payloads.good());
        for (String name : names) {
            Jws token = new Jws("{\"alg\":\"" + name + "\",\"kid\":\"" + kid + "\"}", payload);
            add("alg <" + name + ">", token.signedBy(signer));
            add("alg <" + name + "> without signature", token.signedBy(message -> new byte[0]));
        }
        for (String alg : List.of("null", "256", "true", "[\"" + algorithm + "\"]", "{\"a\":1}")) {
            add("alg is " + alg, signed("{\"alg\":" + alg + ",\"kid\":\"" + kid + "\"}", payload));
        }
        add("no alg", signed("{\"kid\":\"" + kid + "\"}", payload));
        for (String other : List.of(
                "\"\"",
                "\"unknown\"",
                "\"" + kid + " \"",
                "\"" + kid.toUpperCase(java.util.Locale.ROOT) + "\"",
                "null",
                "1",
                "[\"" + kid + "\"]",
                "\"' or true --\"",
                "\"%\"",
                "\"../" + kid + "\"",
                "\"foreign\"")) {
            add("kid is " + other, signed("{\"alg\":\"" + algorithm + "\",\"kid\":" + other + "}", payload));
        }
        add("no kid", signed("{\"alg\":\"" + algorithm + "\"}", payload));
        for (String crit : List.of("[\"exp\"]", "[]", "null", "\"\"", "[\"b64\"]", "[\"http://example.test/x\"]")) {
            add("crit is " + crit, signed(header(",\"crit\":" + crit + ",\"b64\":true"), payload));
        }
        add("alg twice", signed(header(",\"alg\":\"" + algorithm + "\""), payload));
        add("alg twice, once none", signed("{\"alg\":\"none\"," + header.substring(1), payload));
        add("alg twice, once escaped", signed(header(",\"\\u0061lg\":\"" + algorithm + "\""), payload));
        add("kid twice", signed(header(",\"kid\":\"" + kid + "\""), payload));
        add("a key twice within a header parameter", signed(header(",\"x\":[{\"y\":1,\"y\":1}]"), payload));
    }

    private void json() {
        String payload = Payloads.text(Payloads.good());
        for (String text : List.of(
                "",
                "x",
                "1",
                "null",
                "true",
                "\"x\"",
                "[]",
                "[1]",
                "{",
                "{}",
                "{'alg':1}",
                payload + payload,
                payload + "x",
                "\ufeff" + payload,
                payload.replace("}", ",}"),
                payload.replace(":", "="),
                payload.replace("}", ""),
                "[" + payload + "]",
                "//\n" + payload,
                "[".repeat(3000),
                "{\"a\":".repeat(1000))) {
            add("payload " + beginning(text), signed(header, text));
        }
        for (String text : List.of(
                "", "1", "null", "[]", "[" + header + "]", header + header, "\ufeff" + header, "[".repeat(3000))) {
            add("header " + beginning(text), signed(text, payload));
        }
        add("exp twice", signed(header, plus("\"exp\":" + inSeconds(600))));
        add("an expired exp before a good one", signed(header, "{\"exp\":1," + payload.substring(1)));
        add("iss twice, once escaped", signed(header, plus("\"\\u0069ss\":\"" + TestIssuer.ISSUER + "\"")));
        add("a key twice in a nested object", signed(header, plus("\"a\":{\"b\":{\"c\":1,\"d\":2,\"c\":1}}")));
        add("a key twice in an array", signed(header, plus("\"a\":[[{\"c\":{\"e\":[]},\"c\":{}}]]")));
        add("a key with quotes twice", signed(header, plus("\"a\\\"\\\\\":1,\"a\\u0022\\u005c\":1")));
        add("an empty key twice", signed(header, plus("\"\":1,\"\":2")));
        add("an escaped NUL", signed(header, plus("\"x\":\"\\u0000\"")));
        add("an escaped NUL in a name", signed(header, plus("\"\\u0000\":1")));
        add("half a surrogate pair", signed(header, plus("\"x\":\"\\ud800\"")));
        add("a raw control character", signed(header, plus("\"x\":\"\u0001\"")));
        add("a number out of range", signed(header, plus("\"x\":1e999999")));
        for (String number : List.of("1e1000", "-1E+1000", "0.1e-1000", "0e0000", "[{\"y\":[1,2e131071]}]")) {
            add("a number with a long exponent, " + number, signed(header, plus("\"x\":" + number)));
            add(
                    "a number with a long exponent behind a string, " + number,
                    signed(header, plus("\"a\\\"\\\\\":\"\\\\\",\"x\":" + number)));
            add("a header with a long exponent, " + number, signed(header(",\"x\":" + number), payload));
        }
        byte[] good = plus("\"x\":\"????\"").getBytes(StandardCharsets.UTF_8);
        int at = new String(good, StandardCharsets.ISO_8859_1).indexOf("????");
        for (String octets : List.of("ff3f3f3f", "c0af3f3f", "eda0803f", "f4908080", "e282223f", "003f3f3f")) {
            byte[] bent = good.clone();
            System.arraycopy(java.util.HexFormat.of().parseHex(octets), 0, bent, at, 4);
            add("octets " + octets, new Jws(header, bent).signedBy(signer));
        }
        add("UTF-16", new Jws(header, payload.getBytes(StandardCharsets.UTF_16)).signedBy(signer));
    }

    private void claims() {
        String issuer = TestIssuer.ISSUER;
        for (String json : new String[] {
            null,
            "null",
            "\"\"",
            "1",
            "\"" + issuer + "/\"",
            "\"" + issuer + " \"",
            "\"" + issuer.substring(1) + "\"",
            "\"" + issuer.toUpperCase(java.util.Locale.ROOT) + "\"",
            "[\"" + issuer + "\"]",
            "{\"" + issuer + "\":1}"
        }) {
            add("iss is " + (json == null ? "absent" : json), signed(header, with("iss", json)));
        }
        String audience = TestIssuer.AUDIENCE;
        for (String json : new String[] {
            null,
            "null",
            "\"\"",
            "1",
            "[]",
            "[1]",
            "[null]",
            "\"other\"",
            "[\"other\"]",
            "\"" + audience + " \"",
            "\"x " + audience + "\"",
            "{\"" + audience + "\":true}",
            "[[\"" + audience + "\"]]",
            "[{\"" + audience + "\":1}]",
            "[\"" + audience.toUpperCase(java.util.Locale.ROOT) + "\"]"
        }) {
            add("aud is " + (json == null ? "absent" : json), signed(header, with("aud", json)));
        }
    }

    private void times() {
        for (String json : new String[] {
            null,
            "null",
            "true",
            "\"\"",
            "\"" + inSeconds(600) + "\"",
            "[" + inSeconds(600) + "]",
            "{}",
            "0",
            "-1",
            inSeconds(-61),
            inSeconds(-3600),
            inSeconds(600) + "000",
            "1e300",
            "1e130000",
            "-1e300"
        }) {
            add("exp is " + (json == null ? "absent" : json), signed(header, with("exp", json)));
        }
        for (String json : List.of("null", "true", "\"\"", "\"0\"", "[0]", inSeconds(3600), "1e300", "1e130000")) {
            add("nbf is " + json, signed(header, with("nbf", json)));
        }
    }

    private String header(String more) {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"" + more + "}";
    }

    private String signed(String headerText, String payload) {
        return new Jws(headerText, payload).signedBy(signer);
    }

    private byte[] sign(String message) {
        return Jws.decode(Jws.signed(message, signer).substring(message.length() + 1));
    }

    private String beginning(String text) {
        return "no. " + tokens.size() + ", " + text.substring(0, Math.min(40, text.length()));
    }

    private static byte[] pad(String json) {
        String padded = json;
        while (padded.length() % 3 != 2) {
            padded = " " + padded;
        }
        return padded.getBytes(StandardCharsets.UTF_8);
    }

    /** The same octets to a lenient decoder: the last character with an unused bit set. */
    private static String bumped(String part) {
        return part.substring(0, part.length() - 1) + (char) (part.charAt(part.length() - 1) + 1);
    }

    private void add(String name, String token) {
        if (tokens.containsKey(name)) {
            throw new IllegalArgumentException("two tokens are named " + name);
        }
        tokens.put(name, token);
    }
}
