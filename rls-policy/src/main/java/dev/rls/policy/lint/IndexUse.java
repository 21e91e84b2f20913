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
 * Which conditions PostgreSQL can look up in an index. Beside other policies it does so only by leakproof operators, those
 * that tell nothing of what they compare: all but {@code like} and those of {@code numeric} among the ones of conditions
 * ({@code pg_proc.proleakproof}, 15 to 18). A prefix that is a claim is not known when the query is planned, so no range
 * of an index stands for it.
 */
final class IndexUse {

    /** Whether other policies of the table surround the condition. */
    private final boolean beside;

    IndexUse(boolean beside) {
        this.beside = beside;
    }

    /** Whether a lookup finds the rows, or more rows and those among them. */
    boolean narrows(Predicate predicate) {
        if (predicate instanceof And) {
            return Parts.of(predicate).stream().anyMatch(this::narrows);
        }
        if (predicate instanceof Or) {
            return Parts.of(predicate).stream().allMatch(this::narrows);
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
        if (predicate instanceof Like like) {
            return like.operand() instanceof ColumnRef && !like.parts().get(0).isEmpty() && !beside;
        }
        return predicate instanceof IsNull isNull && isNull.operand() instanceof ColumnRef;
    }

    /** What keeps a condition from an index: the name of an operator, or null if none does. */
    @Nullable
    String obstacle(Predicate predicate) {
        if (predicate instanceof Not) {
            return null; // no operator would help
        }
        if (predicate instanceof Or || predicate instanceof And) {
            return Parts.of(predicate).stream()
                    .map(this::obstacle)
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

    private boolean isLeakproof(Operand operand) {
        return operand.type() != ValueType.DECIMAL || !beside;
    }

    private static boolean ofOneColumn(Predicate predicate) {
        List<Operand> operands = Parts.operands(predicate);
        return operands.stream().filter(ColumnRef.class::isInstance).count() == 1
                && operands.stream().noneMatch(PathRef.class::isInstance);
    }
}
