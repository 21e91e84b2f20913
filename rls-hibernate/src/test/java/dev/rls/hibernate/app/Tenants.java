package dev.rls.hibernate.app;

import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import java.util.Map;

/** Claims of users, with tokens that the databases of the tests take. */
public final class Tenants {

    public static final TestIssuer ISSUER = new TestIssuer("orm");

    public static final Claims ACME = of("acme");
    public static final Claims GLOBEX = of("globex");

    private Tenants() {}

    public static Claims of(Object tenant) {
        return claims(Map.of("tenant_id", tenant, "sub", "alice"));
    }

    public static Claims claims(Map<String, ?> values) {
        return Claims.ofToken(ISSUER.token(values), values);
    }
}
