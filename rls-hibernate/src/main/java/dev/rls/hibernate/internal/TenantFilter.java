package dev.rls.hibernate.internal;

import dev.rls.hibernate.internal.session.GuardedTenant;
import dev.rls.hibernate.internal.session.OpeningSession;
import java.util.Map;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.FilterDefinition;
import org.hibernate.metamodel.mapping.JdbcMapping;

/**
 * The filter under the name that Hibernate reserves for {@code @TenantId}: under this name alone it enables the filter by
 * itself, in stateless sessions too, and keeps the tenant in every cache key and in the restriction of every update and
 * delete. Row policies have a filter of their own, which is enabled together with this one.
 */
public final class TenantFilter extends FilterDefinition {

    private static final long serialVersionUID = 1L;

    private final transient ProtectedUnit unit;

    public TenantFilter(ProtectedUnit unit, JdbcMapping tenantColumn) {
        super(
                TenantIdBinder.FILTER_NAME,
                "",
                false,
                true,
                Map.of(TenantIdBinder.PARAMETER_NAME, new GuardedTenant(tenantColumn)),
                Map.of());
        this.unit = unit;
    }

    public ProtectedUnit unit() {
        return unit;
    }

    /** Called by the constructor of each session, the last time before the session can be used. */
    @Override
    public Object processArgument(Object tenant) {
        OpeningSession.enable(PolicyFilter.SELECT);
        return tenant;
    }
}
