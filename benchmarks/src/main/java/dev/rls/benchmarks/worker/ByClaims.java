package dev.rls.benchmarks.worker;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import java.util.Map;

/** The application knows who is asking, and vouches for it. */
final class ByClaims extends Unnamed {

    @Override
    public Class<? extends Invoice> entity() {
        return ScopedInvoice.class;
    }

    @Override
    public void as(String tenant, Runnable transaction) {
        ClaimsScope.run(Claims.of(Map.of("tenant_id", tenant, "sub", "alice")), transaction);
    }
}
