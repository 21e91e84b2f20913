package dev.rls.sample.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

public final class TestTokens {

    private TestTokens() {}

    /** A token of a clerk of acme, bent before it is signed with the issuer's key. */
    public static String sign(DemoIssuer issuer, Consumer<JWTClaimsSet.Builder> bend) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("https://demo-issuer.example")
                .audience("rls-sample")
                .subject("alice")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("tenant_id", "acme")
                .claim("roles", List.of());
        bend.accept(claims);
        try {
            return issuer.sign(claims.build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
