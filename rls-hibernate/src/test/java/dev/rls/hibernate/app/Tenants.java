package dev.rls.hibernate.app;

import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Claims of users, with tokens that the databases of the tests take. */
public final class Tenants {

    public static final TestIssuer ISSUER = new TestIssuer("orm");

    private static final Map<Object, Claims> ISSUED = new ConcurrentHashMap<>();

    public static final Claims ACME = of("acme");
    public static final Claims GLOBEX = of("globex");

    private Tenants() {}

    /** One token per tenant: signing takes longer than all the rest. */
    public static Claims of(Object tenant) {
        return ISSUED.computeIfAbsent(tenant, t -> claims(Map.of("tenant_id", t, "sub", "alice")));
    }

    public static Claims claims(Map<String, ?> values) {
        return Claims.ofToken(ISSUER.token(values), values);
    }
}
