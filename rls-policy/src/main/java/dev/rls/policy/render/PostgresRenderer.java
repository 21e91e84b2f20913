package dev.rls.policy.render;

import dev.rls.Operation;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Operand;
import dev.rls.policy.Policy;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import java.util.List;

/** Renders a predicate as policies of PostgreSQL. */
public final class PostgresRenderer {

    private PostgresRenderer() {}

    /**
     * The policies of an entity's table. The predicate stands in both: the restrictive one holds for every role, so that
     * a permissive policy of another tool cannot widen it; the permissive one does not rely on the restrictive one
     * either, so that losing that opens nothing. It names whoever runs the changeset, the owner, beside the application:
     * where no permissive policy applies, PostgreSQL shows no rows and asks no claim, and under FORCE a data migration of
     * the owner would silently do nothing instead of failing for want of a bind.
     *
     * @param entity the entity to protect
     * @param appRole the group role of the application
     * @return the policies, in the order in which they are created
     */
    public static List<Policy> policies(ScopedEntity entity, String appRole) {
        String expression = expression(entity.using(Operation.SELECT));
        return List.of(
                new Policy("rls_tenant_restrict", true, null, "public", expression, expression),
                new Policy(
                        "rls_tenant_permit",
                        false,
                        null,
                        SqlText.identifier(appRole) + ", current_user",
                        expression,
                        expression));
    }

    /**
     * The expression of a predicate. A claim is read in a scalar subquery of its own: PostgreSQL plans that as an
     * InitPlan, evaluated once per query and not once per row.
     *
     * @param predicate what must hold
     * @return a boolean expression over the columns of the table
     */
    public static String expression(Predicate predicate) {
        if (predicate instanceof Comparison comparison) {
            return expression(comparison.left()) + " " + comparison.operator().sql() + " "
                    + expression(comparison.right());
        }
        throw new IllegalArgumentException("no rendering of " + predicate.getClass());
    }

    private static String expression(Operand operand) {
        if (operand instanceof ColumnRef column) {
            return SqlText.identifier(column.column());
        }
        if (operand instanceof ClaimRef claim) {
            return "(select rls." + claim.type().claimFunction() + "(" + SqlText.literal(claim.claim()) + "))";
        }
        throw new IllegalArgumentException("no rendering of " + operand.getClass());
    }
}
