package dev.rls.sample.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Issues tokens for anybody who asks, signed with a key that lives as long as the process. */
@Component
public class DemoIssuer {

    private final String issuer;
    private final String audience;
    private final RSAKey key;

    DemoIssuer(@Value("${rls.token.issuer}") String issuer, @Value("${rls.token.audience}") String audience)
            throws JOSEException {
        this.issuer = issuer;
        this.audience = audience;
        key = new RSAKeyGenerator(2048)
                .keyID("demo-" + UUID.randomUUID())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
    }

    String token(String tenant, String subject, List<String> roles) throws JOSEException {
        Instant now = Instant.now();
        return sign(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(15))))
                .subject(subject)
                .claim("tenant_id", tenant)
                .claim("roles", roles)
                .build());
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** The public key only. */
    JWKSet publicKeys() {
        return new JWKSet(key.toPublicJWK());
    }
}
