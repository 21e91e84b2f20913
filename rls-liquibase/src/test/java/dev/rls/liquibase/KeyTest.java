package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTest extends InvoicesOnEveryPostgres {

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
        refused.put("{\"kid\":\"k\"}", "its \"kty\" must be \"RSA\" or \"oct\"");
        refused.put("{\"kid\":\"k\",\"kty\":\"EC\"}", "its \"kty\" must be \"RSA\" or \"oct\"");
        refused.put(oct(SECRET, ",\"alg\":\"HS512\""), "its \"alg\" must be \"HS256\" or absent");
        refused.put(oct(SECRET, ",\"alg\":\"none\""), "its \"alg\" must be \"HS256\" or absent");
        refused.put(oct(SECRET, ",\"use\":\"enc\""), "its \"use\" must be \"sig\" or absent");
        refused.put(oct(SECRET, ",\"key_ops\":[\"encrypt\"]"), "its \"key_ops\" must contain \"verify\" or be absent");
        refused.put("{\"kid\":\"k\",\"kty\":\"oct\"}", "it has no \"k\"");
        refused.put(oct(SECRET + "=", ""), "its \"k\" is not base64url");
        refused.put(oct("", ""), "its secret has 0 octets; HS256 needs 32 or more");
        refused.put(oct(Jws.encode(new byte[31]), ""), "its secret has 31 octets; HS256 needs 32 or more");
        refused.put("{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"AQAB\"}", "it has no \"n\"");
        refused.put(rsa(modulus(2047), "AQAB", ""), "its modulus has 2047 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(1024), "AQAB", ""), "its modulus has 1024 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(4097), "AQAB", ""), "its modulus has 4097 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(8192), "AQAB", ""), "its modulus has 8192 bits; RS256 needs 2048 to 4096");
        refused.put(rsa(modulus(2048).clearBit(0), "AQAB", ""), "its modulus is even");
        refused.put(rsa(modulus(2048), "Aw", ""), "its \"e\" must be \"AQAB\" (65537)");
        refused.put(rsa(modulus(2048), "AQ", ""), "its \"e\" must be \"AQAB\" (65537)");
        refused.put(
                "{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                        + Jws.encode(modulus(2048).toByteArray()) + "\"}",
                "its \"n\" begins with a zero octet");
        refused.put(rsa(modulus(2048), "AQAB", ",\"alg\":\"PS256\""), "its \"alg\" must be \"RS256\" or absent");
        refused.put(
                rsa(modulus(2048), "AQAB", ",\"d\":\"AQAB\""),
                "it holds private parts, and a private key has no business here;"
                        + " register its public part, and treat this key as disclosed");
        refused.forEach((jwk, reason) -> Rejection.of(() -> invoices.register(jwk))
                .hasState("22023")
                .hasMessage("RLS521: key refused: " + reason));
    }

    @Test
    void anErrorNeverShowsTheKey() {
        String secret = Jws.encode("tell no one".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String jwk : new String[] {oct(secret, ""), oct(secret + "!", ""), oct(secret, ",\"use\":\"enc\"")}) {
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

    private static void add(String jwk, String issuer, String audience) throws SQLException {
        invoices.database().migrator().column("select rls.add_jwk(?::jsonb, ?, ?)", jwk, issuer, audience);
    }

    private static String row(String kid) throws SQLException {
        return invoices.database().superuser().value("select k::text from rls.verification_key k where kid = ?", kid);
    }

    private static JWK named(String kid, RSAKey key) throws Exception {
        return new RSAKey.Builder(key.toRSAPublicKey()).keyID(kid).build();
    }

    private static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    }

    private static String oct(String k, String more) {
        return "{\"kid\":\"k\",\"kty\":\"oct\",\"k\":\"" + k + "\"" + more + "}";
    }

    private static String rsa(BigInteger n, String e, String more) {
        String octets = Jws.encode(Jws.octets(n, (n.bitLength() + 7) / 8));
        return "{\"kid\":\"k\",\"kty\":\"RSA\",\"e\":\"" + e + "\",\"n\":\"" + octets + "\"" + more + "}";
    }
}
