package dev.rls.benchmarks.worker;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.JwtVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Each request brings a token, which Java verifies, and the database as well. */
final class ByTickets extends Unnamed {

    private final TestIssuer issuer = new TestIssuer("benchmark");
    private final JwtVerifier verifier = JwtVerifier.builder()
            .issuer(TestIssuer.ISSUER)
            .audience(TestIssuer.AUDIENCE)
            .jwkSet(new JWKSet(issuer.rsa().toPublicJWK()).toString())
            .build();
    private final Map<String, String> tokens = new HashMap<>();

    ByTickets() {
        for (int number = 0; number < Rows.TENANTS; number++) {
            tokens.put(Rows.tenant(number), token(Rows.tenant(number)));
        }
    }

    /** Longer than a run. */
    private String token(String tenant) {
        Date end = Date.from(Instant.now().plus(Duration.ofDays(1)));
        return TestIssuer.sign(
                issuer.rsa(), Map.of("tenant_id", tenant, "sub", "alice"), builder -> builder.expirationTime(end));
    }

    @Override
    public Class<? extends Invoice> entity() {
        return ScopedInvoice.class;
    }

    @Override
    public void as(String tenant, Runnable transaction) {
        String token = Objects.requireNonNull(tokens.get(tenant));
        ClaimsScope.run(verifier.verify(token), transaction);
    }

    @Override
    public String key() {
        return issuer.rsa().toPublicJWK().toJSONString();
    }
}
