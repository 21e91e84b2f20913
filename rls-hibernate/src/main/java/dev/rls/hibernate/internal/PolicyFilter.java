package dev.rls.hibernate.internal;

import dev.rls.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.FilterDefinition;
import org.hibernate.metamodel.mapping.JdbcMapping;

/**
 * A filter of row policies. Its parameters take their values from the claims of the session when they are bound; what
 * Hibernate holds as arguments is a constant, so that nothing of a claim stands in a filter, a plan or a key of a cache.
 */
public final class PolicyFilter extends FilterDefinition {

    /** Restricts what is read, whoever reads it. */
    public static final String SELECT = name(Operation.SELECT);

    /** Those that this library enables in each session: this one, and that of the tenant. */
    public static final Set<String> OURS = Set.of(SELECT, TenantIdBinder.FILTER_NAME);

    private static final long serialVersionUID = 1L;

    /**
     * The filter of an operation.
     *
     * @param operation which one
     * @param parameters how each parameter of the unit's filters is bound
     */
    public PolicyFilter(Operation operation, Map<String, JdbcMapping> parameters) {
        super(name(operation), "", false, true, parameters, Map.of());
    }

    /** The name of the filter of an operation. */
    public static String name(Operation operation) {
        return "rls_" + operation.name().toLowerCase(Locale.ROOT);
    }

    /** Whether this library enables a filter in each session: this one, or that of the tenant. */
    public static boolean isOurs(String filter) {
        return OURS.contains(filter);
    }

    @Override
    public Supplier<?> getParameterResolver(String parameterName) {
        return () -> "claim";
    }
}
