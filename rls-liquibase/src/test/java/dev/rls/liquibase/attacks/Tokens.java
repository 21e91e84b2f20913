package dev.rls.liquibase.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The issuers of the tests. An attacker has none of their keys, only what they signed. */
final class Tokens {

    private final TestIssuer issuer = new TestIssuer("test");
    private final TestIssuer revoked = new TestIssuer("revoked");
    private final TestIssuer prompt = new TestIssuer("prompt");
    private final TestIssuer stranger = new TestIssuer("stranger");

    void register(TestDatabase database) throws SQLException {
        add(database, issuer.secret(), 60);
        add(database, issuer.rsa().toPublicJWK(), 60);
        add(database, revoked.secret(), 60);
        add(database, prompt.secret(), 0);
        database.migrator().column("select rls.revoke_key(?)", revoked.secret().getKeyID());
    }

    private static void add(TestDatabase database, JWK key, int skew) throws SQLException {
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?, ?)",
                        key.toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE,
                        skew);
    }

    TestIssuer issuer() {
        return issuer;
    }

    /** Nobody has registered its keys. */
    TestIssuer stranger() {
        return stranger;
    }

    /** A good token of alice. */
    String of(String tenant) {
        return of(Map.of("sub", "alice", "tenant_id", tenant));
    }

    String of(Map<String, ?> claims) {
        return TestIssuer.sign(issuer.secret(), claims, builder -> {});
    }

    /** A token of globex with something else in it that does not fit. */
    String bent(Consumer<JWTClaimsSet.Builder> bend) {
        return TestIssuer.sign(issuer.secret(), Map.of("sub", "bob", "tenant_id", "globex"), bend);
    }

    /** A token of globex of a key that was revoked. */
    String ofTheRevokedKey() {
        return signed(revoked.secret());
    }

    String ofAStranger() {
        return signed(stranger.secret());
    }

    String ofAStrangersRsa() {
        return signed(stranger.rsa());
    }

    /** A token of globex that is good until then, in seconds; clocks may not differ. */
    String ending(long end) {
        return TestIssuer.sign(
                prompt.secret(),
                Map.of("sub", "bob", "tenant_id", "globex"),
                builder -> builder.expirationTime(Date.from(Instant.ofEpochSecond(end))));
    }

    /** A token in parts of one's own. */
    static String token(String header, String payload, Signer signer) throws GeneralSecurityException {
        String message = base64(header.getBytes(UTF_8)) + '.' + base64(payload.getBytes(UTF_8));
        return message + '.' + base64(signer.sign(message.getBytes(UTF_8)));
    }

    /** Makes a signature of a message. */
    interface Signer {
        byte[] sign(byte[] message) throws GeneralSecurityException;
    }

    static Signer hmac(byte[] secret) {
        return message -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(message);
        };
    }

    /** With the issuer's secret, which no attacker has: what the issuer itself signed. */
    String signedByTheIssuer(String header, String payload) throws GeneralSecurityException {
        return token(header, payload, hmac(issuer.secret().toByteArray()));
    }

    /** What a token of globex says. */
    static String payload() {
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"tenant_id\":\"globex\"}"
                .formatted(TestIssuer.ISSUER, TestIssuer.AUDIENCE, Instant.now().getEpochSecond() + 600);
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static String signed(JWK key) {
        return TestIssuer.sign(key, Map.of("sub", "bob", "tenant_id", "globex"), builder -> {});
    }
}
