package dev.rls.benchmarks.worker;

import java.util.Map;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Hibernate asks a resolver for the tenant when a session is opened. */
final class ByTenantId extends Unnamed implements CurrentTenantIdentifierResolver<String> {

    private final ThreadLocal<String> current = ThreadLocal.withInitial(() -> "nobody");

    @Override
    public Class<? extends Invoice> entity() {
        return TenantInvoice.class;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, this);
    }

    @Override
    public void as(String tenant, Runnable transaction) {
        current.set(tenant);
        try {
            transaction.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public String resolveCurrentTenantIdentifier() {
        return current.get();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return false;
    }
}
