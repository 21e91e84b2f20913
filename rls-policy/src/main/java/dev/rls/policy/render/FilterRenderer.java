package dev.rls.policy.render;

import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Operand;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import java.util.function.Function;

/** Renders a predicate as the condition of a Hibernate filter. */
public final class FilterRenderer {

    /** The parameter that stands for the tenant claim; Hibernate binds the tenant identifier of the session to it. */
    public static final String TENANT_PARAMETER = "tenantId";

    private FilterRenderer() {}

    /**
     * The condition with column names as PostgreSQL writes them.
     *
     * @param entity the entity to filter
     * @return the condition, without alias
     */
    public static String render(ScopedEntity entity) {
        return render(entity.predicate(), column -> SqlText.identifier(column.column()));
    }

    /**
     * The condition with column names as a dialect writes them.
     *
     * @param predicate what must hold
     * @param columns how a column is written
     * @return the condition, without alias
     */
    public static String render(Predicate predicate, Function<ColumnRef, String> columns) {
        if (predicate instanceof Comparison comparison) {
            return render(comparison.left(), columns) + " "
                    + comparison.operator().sql() + " " + render(comparison.right(), columns);
        }
        throw new IllegalArgumentException("no rendering of " + predicate.getClass());
    }

    private static String render(Operand operand, Function<ColumnRef, String> columns) {
        if (operand instanceof ColumnRef column) {
            return columns.apply(column);
        }
        if (operand instanceof ClaimRef) {
            return ":" + TENANT_PARAMETER;
        }
        throw new IllegalArgumentException("no rendering of " + operand.getClass());
    }
}
