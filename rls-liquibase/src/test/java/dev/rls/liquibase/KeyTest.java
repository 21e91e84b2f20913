package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.rls.fixtures.Sql;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyTest extends InvoicesOnEveryPostgres {

    private static final String ADD = "select rls.add_jwk(?::jsonb, 'https://issuer.test', 'rls-test')";
    private static final String PRIVATE = "it holds private parts, and a private key has no business here;"
            + " register its public part, and treat this key as disclosed";
    private static final String SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA";

    @Test
    void aWeakOrWrongKeyIsRefusedWithItsReason() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("null", "it is not a JSON object");
        refused.put("[]", "it is not a JSON object");
        refused.put("\"x\"", "it is not a JSON object");
        refused.put("{}", "it has no \"kid\", by which tokens name their key");
        refused.put("{\"kid\":1}", "it has no \"kid\", by which tokens name their key");
        refused.put("{\"kid\":\"\"}", "it has no \"kid\", by which tokens name their key");
        String kty = "its \"kty\" must be \"RSA\", \"EC\", \"OKP\" or \"oct\"";
        refused.put("{\"kid\":\"k\"}", kty);
        refused.put("{\"kid\":\"k\",\"kty\":\"ec\"}", kty);
        refused.put("{\"kid\":\"k\",\"kty\":[\"EC\"]}", kty);
        refused.put(oct(SECRET, ",\"alg\":\"HS512\""), "its \"alg\" must be \"HS256\" or absent");
        refused.put(oct(SECRET, ",\"alg\":\"none\""), "its \"alg\" must be \"HS256\" or absent");
        refused.put(oct(SECRET, ",\"use\":\"enc\""), "its \"use\" must be \"sig\" or absent");
        refused.put(oct(SECRET, ",\"key_ops\":[\"encrypt\"]"), "its \"key_ops\" must contain \"verify\" or be absent");
        refused.put("{\"kid\":\"k\",\"kty\":\"oct\"}", "it has no \"k\"");
        refused.put(oct(SECRET + "=", ""), "its \"k\" is not base64url");
        refused.put(oct("", ""), "its secret has 0 octets; HS256 needs 32 or more");
        refused.put(oct(Jws.encode(new byte[31]), ""), "its secret has 31 octets; HS256 needs 32 or more");
        for (int octet : new int[] {0, 'a', 255}) {
            byte[] same = new byte[40];
            Arrays.fill(same, (byte) octet);
            refused.put(oct(Jws.encode(same), ""), "its secret is one octet over and over");
        }
        refused.put("{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"AQAB\"}", "it has no \"n\"");
        refused.put(rsa(modulus(2047), "AQAB", ""), "its modulus has 2047 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(1024), "AQAB", ""), "its modulus has 1024 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(4097), "AQAB", ""), "its modulus has 4097 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(8192), "AQAB", ""), "its modulus has 8192 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(2048).clearBit(0), "AQAB", ""), "its modulus is even");
        for (int prime : new int[] {3, 101, 199}) {
            BigInteger divisible = BigInteger.TWO
                    .pow(2048)
                    .subtract(BigInteger.ONE)
                    .divide(BigInteger.valueOf(2L * prime))
                    .multiply(BigInteger.valueOf(2L * prime))
                    .subtract(BigInteger.valueOf(prime));
            refused.put(rsa(divisible, "AQAB", ""), "its modulus has a factor below 200");
        }
        refused.put(rsa(modulus(2048), "Aw", ""), "its \"e\" must be \"AQAB\" (65537)");
        refused.put(rsa(modulus(2048), "AQ", ""), "its \"e\" must be \"AQAB\" (65537)");
        refused.put(
                "{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                        + Jws.encode(modulus(2048).toByteArray()) + "\"}",
                "its \"n\" begins with a zero octet");
        for (String algorithm : new String[] {"PS384", "PS512", "HS256", "ES256", "RSA-OAEP", "none", "rs256", ""}) {
            refused.put(
                    rsa(modulus(2048), "AQAB", ",\"alg\":\"" + algorithm + "\""),
                    "its \"alg\" must be \"RS256\", \"RS384\", \"RS512\", \"PS256\" or absent");
        }
        for (String algorithm : new String[] {"RS384", "RS512", "PS256"}) {
            for (int bits : new int[] {2047, 4097}) {
                refused.put(
                        rsa(modulus(bits), "AQAB", ",\"alg\":\"" + algorithm + "\""),
                        "its modulus has " + bits + " bits; " + algorithm + " needs 2048 to 4096");
            }
        }
        for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth"}) {
            refused.put(rsa(modulus(2048), "AQAB", ",\"" + member + "\":\"AQAB\""), PRIVATE);
        }
        assertRefused(refused);
    }

    @Test
    void aKeyThatIsNoPointOfP256IsRefused() {
        byte[] x = Jws.octets(P256.G.x(), 32);
        byte[] y = Jws.octets(P256.G.y(), 32);
        byte[] zero = new byte[32];
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put(P256.jwk("k", x, y, "").replace("P-256", "P-384"), "its \"crv\" must be \"P-256\"");
        refused.put(P256.jwk("k", x, y, "").replace("P-256", "secp256k1"), "its \"crv\" must be \"P-256\"");
        refused.put(P256.jwk("k", x, y, "").replace(",\"crv\":\"P-256\"", ""), "its \"crv\" must be \"P-256\"");
        for (String algorithm : new String[] {"ES384", "ES256K", "EdDSA", "RS256", "HS256", "none"}) {
            refused.put(
                    P256.jwk("k", x, y, ",\"alg\":\"" + algorithm + "\""), "its \"alg\" must be \"ES256\" or absent");
        }
        refused.put(P256.jwk("k", x, y, ",\"d\":\"AQAB\""), PRIVATE);
        refused.put(P256.jwk("k", x, y, ",\"d\":null"), PRIVATE);
        refused.put(P256.jwk("k", x, y, "").replace("\"y\"", "\"z\""), "it has no \"y\"");
        refused.put(P256.jwk("k", x, y, "").replace("\"x\"", "\"X\""), "it has no \"x\"");
        refused.put(P256.jwk("k", x, y, "").replace("\"x\":\"", "\"x\":\"="), "its \"x\" is not base64url");
        for (int length : new int[] {0, 31, 33, 64}) {
            String expected = "its \"x\" and \"y\" must have 32 octets each";
            refused.put(P256.jwk("k", Arrays.copyOf(x, length), y, ""), expected);
            refused.put(P256.jwk("k", x, Arrays.copyOf(y, length), ""), expected);
        }
        byte[] longer = new byte[33];
        System.arraycopy(x, 0, longer, 1, 32);
        refused.put(P256.jwk("k", longer, y, ""), "its \"x\" and \"y\" must have 32 octets each");
        for (BigInteger high : new BigInteger[] {P256.P, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)}) {
            refused.put(P256.jwk("k", Jws.octets(high, 32), y, ""), "its \"x\" or \"y\" is out of range");
            refused.put(P256.jwk("k", x, Jws.octets(high, 32), ""), "its \"x\" or \"y\" is out of range");
        }
        // A point of the curve, spelled with p added: (0, y) is one, and p fits into 32 octets.
        P256.Point low = P256.at(BigInteger.ZERO);
        refused.put(
                P256.jwk("k", Jws.octets(P256.P, 32), Jws.octets(low.y(), 32), ""),
                "its \"x\" or \"y\" is out of range");
        String nowhere = "its \"x\" and \"y\" are no point of P-256";
        refused.put(P256.jwk("k", zero, zero, ""), nowhere);
        refused.put(P256.jwk("k", x, x, ""), nowhere);
        refused.put(P256.jwk("k", y, x, ""), nowhere);
        refused.put(P256.jwk("k", x, Jws.octets(P256.G.y().add(BigInteger.ONE), 32), ""), nowhere);
        refused.put(P256.jwk("k", x, zero, ""), nowhere);
        assertRefused(refused);
    }

    @Test
    void aKeyThatIsNoPointOfPrimeOrderOfEd25519IsRefused() {
        byte[] good = Ed25519.BASE.times(BigInteger.TEN).encoded();
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put(Ed25519.jwk("k", good, "").replace("Ed25519", "Ed448"), "its \"crv\" must be \"Ed25519\"");
        refused.put(Ed25519.jwk("k", good, "").replace("Ed25519", "X25519"), "its \"crv\" must be \"Ed25519\"");
        for (String algorithm : new String[] {"Ed25519", "ES256", "RS256", "HS256", "none"}) {
            refused.put(
                    Ed25519.jwk("k", good, ",\"alg\":\"" + algorithm + "\""),
                    "its \"alg\" must be \"EdDSA\" or absent");
        }
        refused.put(Ed25519.jwk("k", good, ",\"d\":\"AQAB\""), PRIVATE);
        refused.put(Ed25519.jwk("k", good, "").replace("\"x\"", "\"y\""), "it has no \"x\"");
        for (int length : new int[] {0, 31, 33, 64}) {
            refused.put(Ed25519.jwk("k", Arrays.copyOf(good, length), ""), "its \"x\" must have 32 octets");
        }
        String none = "its \"x\" is no point of Ed25519, or not in its canonical encoding";
        String order = "its point is not of prime order";
        HexFormat hex = HexFormat.of();
        // y is 2, which no x belongs to; then y + p, for the y that leave room; then the second x of x = 0.
        refused.put(Ed25519.jwk("k", hex.parseHex("02" + "00".repeat(31)), ""), none);
        for (String first : new String[] {"ed", "ee", "ef", "f0", "f4", "ff"}) {
            refused.put(Ed25519.jwk("k", hex.parseHex(first + "ff".repeat(30) + "7f"), ""), none);
            refused.put(Ed25519.jwk("k", hex.parseHex(first + "ff".repeat(31)), ""), none);
        }
        refused.put(Ed25519.jwk("k", hex.parseHex("01" + "00".repeat(30) + "80"), ""), none);
        refused.put(Ed25519.jwk("k", hex.parseHex("ec" + "ff".repeat(31)), ""), none);
        Ed25519.Point point = Ed25519.BASE.times(BigInteger.valueOf(12345));
        for (int i = 0; i < 8; i++) {
            Ed25519.Point small = Ed25519.ORDER_8.times(BigInteger.valueOf(i));
            refused.put(Ed25519.jwk("k", small.encoded(), ""), order);
            if (i > 0) {
                refused.put(Ed25519.jwk("k", point.plus(small).encoded(), ""), order);
            }
        }
        assertRefused(refused);
    }

    /** Two spellings of what is left out, and each algorithm that a key can name. */
    @Test
    void theKeySelectsTheAlgorithm() throws Exception {
        String point = P256.G.times(BigInteger.TEN).jwk("names-ec");
        String encoded =
                Ed25519.jwk("names-okp", Ed25519.BASE.times(BigInteger.TEN).encoded(), "");
        Map<String, String> algorithms = new LinkedHashMap<>();
        algorithms.put(point, "ES256");
        algorithms.put(
                point.replace("names-ec", "names-ec2").replace("}", ",\"alg\":\"ES256\",\"use\":\"sig\"}"), "ES256");
        algorithms.put(encoded, "EdDSA");
        algorithms.put(encoded.replace("names-okp", "names-okp2").replace("}", ",\"alg\":\"EdDSA\"}"), "EdDSA");
        algorithms.put(rsa(modulus(2048), "AQAB", ",\"alg\":null").replace("\"k\"", "\"names-rsa\""), "RS256");
        for (String name : new String[] {"RS256", "RS384", "RS512", "PS256"}) {
            algorithms.put(
                    rsa(modulus(2048), "AQAB", ",\"alg\":\"" + name + "\"").replace("\"k\"", "\"names-" + name + "\""),
                    name);
        }
        for (String jwk : algorithms.keySet()) {
            invoices.register(jwk);
        }
        assertThat(invoices.database()
                        .superuser()
                        .column("select algorithm from rls.verification_key where kid like 'names-%'"
                                + " order by registered_at"))
                .containsExactlyElementsOf(algorithms.values());
    }

    /** Each key has its multiples, the base point of a curve its own once; they go with the key's right to verify. */
    @Test
    void pointsAreComputedOncePerKeyAndGoWithIt() throws Exception {
        BigInteger number = P256.random();
        String ec = P256.G.times(number).jwk("points-ec");
        String okp = Ed25519.jwk("points-okp", Ed25519.Key.random().encoded(), "");
        invoices.register(ec);
        invoices.register(okp);
        List<String> before = points();
        assertThat(before)
                .contains("P-256 base 7424", "Ed25519 base 7424", "P-256 points-ec 7424", "Ed25519 points-okp 7424");
        String ids = "select string_agg(id::text, ' ' order by id) from rls.comb";
        String known = invoices.database().superuser().value(ids);
        invoices.register(ec);
        invoices.register(okp);
        assertThat(points()).isEqualTo(before);
        assertThat(invoices.database().superuser().value(ids)).isEqualTo(known);
        Rejection.of(() -> invoices.register(P256.G.times(P256.random()).jwk("points-ec")))
                .mentions("is registered with other material");
        assertThat(points()).isEqualTo(before);

        invoices.database().migrator().column("select rls.revoke_key('points-ec')");
        assertThat(points()).doesNotContain("P-256 points-ec 7424").hasSize(before.size() - 1);
        Rejection.of(() -> invoices.register(ec)).mentions("or was revoked; a new key needs a new id");
        assertThat(points()).hasSize(before.size() - 1);
        invoices.database().superuser().execute("delete from rls.verification_key where kid = 'points-okp'");
        assertThat(points()).doesNotContain("Ed25519 points-okp 7424");
    }

    @Test
    void twoKeysRegisteredAtOnceShareTheBasePoint() throws Exception {
        invoices.database().superuser().execute("delete from rls.comb where kid is null and curve = 'P-256'");
        try (Connection first = invoices.database().migrator().connect();
                Connection second = invoices.database().migrator().connect()) {
            first.setAutoCommit(false);
            Sql.column(first, ADD, P256.G.times(P256.random()).jwk("at-once-1"));
            CompletableFuture<Rejection> waiting = CompletableFuture.supplyAsync(() -> Rejection.ofAny(
                    () -> Sql.column(second, ADD, P256.G.times(P256.random()).jwk("at-once-2"))));
            while (invoices.database()
                    .superuser()
                    .column("select pid from pg_locks where not granted")
                    .isEmpty()) {
                assertThat(waiting).isNotDone();
                Thread.sleep(10);
            }
            first.commit();
            assertThat(waiting.get()).isNull();
        }
        assertThat(points()).contains("P-256 base 7424", "P-256 at-once-1 7424", "P-256 at-once-2 7424");
    }

    @Test
    void anErrorNeverShowsTheKey() {
        String secret = Jws.encode("tell no one".getBytes(StandardCharsets.UTF_8));
        for (String jwk : new String[] {
            oct(secret, ""),
            oct(secret + "!", ""),
            oct(secret, ",\"use\":\"enc\""),
            rsa(modulus(2048), "AQAB", ",\"d\":\"" + secret + "\""),
            P256.G.jwk("k").replace("}", ",\"d\":\"" + secret + "\"}"),
            Ed25519.jwk("k", Ed25519.BASE.encoded(), ",\"d\":\"" + secret + "\""),
            Ed25519.jwk("k", Arrays.copyOf("tell no one".getBytes(StandardCharsets.UTF_8), 32), "")
        }) {
            assertThat(Rejection.of(() -> invoices.register(jwk)).told())
                    .doesNotContain(secret)
                    .doesNotContain("tell");
        }
    }

    @Test
    void theSameKeyAgainChangesNothingAndAnotherOfItsIdIsRefused() throws Exception {
        TokenKeys keys = TokenKeys.generate();
        String key = named("again", keys.rsa2048()).toJSONString();
        invoices.register(key);
        String before = row("again");
        invoices.register(key);
        assertThat(row("again")).isEqualTo(before);

        String refused = "RLS521: key refused: key id \"again\" is registered with other material, issuer, audience,"
                + " skew or mapping, or was revoked; a new key needs a new id";
        Rejection.of(() -> invoices.register(named("again", keys.unknown()).toJSONString()))
                .hasMessage(refused);
        Rejection.of(() -> invoices.register(oct(SECRET, "").replace("\"k\",\"kty\"", "\"again\",\"kty\"")))
                .hasMessage(refused);
        Rejection.of(() -> add(key, "https://other.test", "rls-test")).hasMessage(refused);
        Rejection.of(() -> add(key, "https://issuer.test", "other")).hasMessage(refused);
        assertThat(row("again")).isEqualTo(before);

        invoices.database().migrator().column("select rls.revoke_key('again')");
        String revoked = row("again");
        Rejection.of(() -> invoices.register(key)).hasMessage(refused);
        invoices.database().migrator().column("select rls.revoke_key('again')");
        assertThat(row("again")).as("the time of the first revocation stays").isEqualTo(revoked);
    }

    @Test
    void aSetOfKeysIsToldFromAKey() throws SQLException {
        String one = oct(SECRET, "").replace("\"k\",\"kty\"", "\"of a set\",\"kty\"");
        String set = "{\"keys\":[" + one + "]}";
        for (String keys : List.of(set, "{\"keys\":[]}")) {
            Rejection.of(() -> invoices.register(keys))
                    .hasState("22023")
                    .hasMessage("RLS521: key refused: it is a set of keys, and each is registered by a call: select"
                            + " rls.add_jwk(k, issuer, audience) from jsonb_array_elements(<the set> -> 'keys') k");
        }
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(k, 'https://issuer.test', 'rls-test')"
                                + " from jsonb_array_elements(?::jsonb -> 'keys') k",
                        set);
        assertThat(row("of a set")).isNotNull();
    }

    @Test
    void issuerAndAudienceAreNeeded() {
        for (String nothing : new String[] {null, ""}) {
            for (String[] pair : new String[][] {{nothing, "a"}, {"i", nothing}}) {
                Rejection.of(() -> add(oct(SECRET, ""), pair[0], pair[1]))
                        .hasMessage("RLS521: key refused: issuer and audience of its tokens must be given");
            }
        }
    }

    @Test
    void anUnknownKeyCannotBeRevoked() {
        Rejection.of(() -> invoices.database().migrator().column("select rls.revoke_key('nobody')"))
                .hasState("42704")
                .hasMessage("RLS522: there is no key with id \"nobody\"");
    }

    @Test
    void keysAreForMembersOfTheirRoleOnly() throws SQLException {
        for (String role : new String[] {"application", Invoices.TRUSTED}) {
            Rejection.of(() -> invoices.database().as(role).execute("select rls.add_jwk('{}', 'i', 'a')"))
                    .hasState("42501");
        }
        invoices.database().superuser().execute("grant execute on function rls.add_jwk to application");
        try {
            Rejection.of(() -> invoices.database().application().execute("select rls.add_jwk('{}', 'i', 'a')"))
                    .hasState("42501")
                    .hasMessage(
                            "RLS520: role application is not a member of rls_keys and may not change verification keys");
        } finally {
            invoices.database().superuser().execute("revoke execute on function rls.add_jwk from application");
        }
    }

    private static void assertRefused(Map<String, String> refused) {
        refused.forEach((jwk, reason) -> Rejection.of(() -> invoices.register(jwk))
                .hasState("22023")
                .hasMessage("RLS521: key refused: " + reason));
    }

    private static List<String> points() throws SQLException {
        return invoices.database()
                .superuser()
                .column("select concat_ws(' ', c.curve, coalesce(c.kid, 'base'), count(distinct p.slot))"
                        + " from rls.comb c left join rls.comb_point p on p.comb = c.id group by c.id order by 1");
    }

    private static void add(String jwk, String issuer, String audience) throws SQLException {
        invoices.database().migrator().column("select rls.add_jwk(?::jsonb, ?, ?)", jwk, issuer, audience);
    }

    private static String row(String kid) throws SQLException {
        return invoices.database().superuser().value("select k::text from rls.verification_key k where kid = ?", kid);
    }

    private static JWK named(String kid, RSAKey key) throws Exception {
        return new RSAKey.Builder(key.toRSAPublicKey()).keyID(kid).build();
    }

    /** Without a small factor. */
    private static BigInteger modulus(int bits) {
        BigInteger small = IntStream.range(3, 200)
                .filter(n -> BigInteger.valueOf(n).isProbablePrime(20))
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        BigInteger n = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        while (!n.gcd(small).equals(BigInteger.ONE)) {
            n = n.add(BigInteger.TWO);
        }
        return n;
    }

    private static String oct(String k, String more) {
        return "{\"kid\":\"k\",\"kty\":\"oct\",\"k\":\"" + k + "\"" + more + "}";
    }

    private static String rsa(BigInteger n, String e, String more) {
        String octets = Jws.encode(Jws.octets(n, (n.bitLength() + 7) / 8));
        return "{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"" + e + "\",\"n\":\"" + octets + "\"" + more + "}";
    }
}
