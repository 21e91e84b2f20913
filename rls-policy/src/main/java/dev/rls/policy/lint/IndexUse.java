package dev.rls.policy.lint;

import dev.rls.policy.And;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which conditions PostgreSQL can look up in an index. Policies leave the plan to the query, where the filter says the
 * same; but what a query says is looked up below policies only by leakproof operators, those that tell nothing of what
 * they compare: all but {@code like} and those of {@code numeric} among the ones of conditions
 * ({@code pg_proc.proleakproof}, 15 to 18). A prefix is cut off each text, which no index knows.
 */
final class IndexUse {

    private IndexUse() {}

    /** Whether a lookup finds the rows, or more rows and those among them. */
    static boolean narrows(Predicate predicate) {
        if (predicate instanceof And) {
            return Parts.of(predicate).stream().anyMatch(IndexUse::narrows);
        }
        if (predicate instanceof Or) {
            return Parts.of(predicate).stream().allMatch(IndexUse::narrows);
        }
        if (predicate instanceof Comparison comparison) {
            return comparison.operator() != Comparison.Operator.NOT_EQUAL
                    && ofOneColumn(predicate)
                    && isLeakproof(comparison.left());
        }
        if (predicate instanceof In || predicate instanceof Member) {
            Operand operand = Parts.operands(predicate).get(0);
            return operand instanceof ColumnRef && ofOneColumn(predicate) && isLeakproof(operand);
        }
        return predicate instanceof IsNull isNull && isNull.operand() instanceof ColumnRef;
    }

    /** What keeps a condition from an index: the name of an operator, or null if none does. */
    static @Nullable String obstacle(Predicate predicate) {
        if (predicate instanceof Not) {
            return null; // no operator would help
        }
        if (predicate instanceof Or || predicate instanceof And) {
            return Parts.of(predicate).stream()
                    .map(IndexUse::obstacle)
                    .filter(obstacle -> obstacle != null)
                    .findFirst()
                    .orElse(null);
        }
        List<Operand> operands = Parts.operands(predicate);
        if (narrows(predicate) || operands.stream().noneMatch(ColumnRef.class::isInstance)) {
            return null;
        }
        if (predicate instanceof Prefix) {
            return "a prefix";
        }
        if (predicate instanceof Like) {
            return "like";
        }
        return isLeakproof(operands.get(0)) ? null : "a comparison of numbers with fractions";
    }

    private static boolean isLeakproof(Operand operand) {
        return operand.type() != ValueType.DECIMAL;
    }

    private static boolean ofOneColumn(Predicate predicate) {
        List<Operand> operands = Parts.operands(predicate);
        return operands.stream().filter(ColumnRef.class::isInstance).count() == 1
                && operands.stream().noneMatch(PathRef.class::isInstance);
    }
}
