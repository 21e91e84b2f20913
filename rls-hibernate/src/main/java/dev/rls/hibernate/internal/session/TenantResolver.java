package dev.rls.hibernate.internal.session;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/**
 * The tenant of the current scope, by which Hibernate keys its caches and restricts updates and deletes.
 *
 * @param unit what is protected
 */
public record TenantResolver(ProtectedUnit unit) implements CurrentTenantIdentifierResolver<Object> {

    @Override
    public Object resolveCurrentTenantIdentifier() {
        return unit.identifier(ClaimsScope.current());
    }

    /** Our own guards compare all claims, not the tenant alone, and their errors name the fix. */
    @Override
    public boolean validateExistingCurrentSessions() {
        return false;
    }

    /** Nobody sees every tenant: Hibernate would drop filter and restriction alike. */
    @Override
    public boolean isRoot(Object tenantId) {
        return false;
    }
}
