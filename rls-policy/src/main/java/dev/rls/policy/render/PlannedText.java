package dev.rls.policy.render;

import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Member;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Through;
import dev.rls.policy.evaluate.ClaimRefs;

/**
 * One of the conditions that a policy joins by {@code and}, written so that PostgreSQL plans well around it. It knows the
 * values of claims only when the query runs and guesses how many rows they admit; where the query says the same with
 * values, as Hibernate's does, the guess is multiplied with what is known, and a page of a large tenant becomes a search
 * and a sort of all its rows. So only the equality of a column and a claim stands as it is: with the query's own it becomes
 * one comparison of two values. All else that compares columns with claims is opaque, admits most rows as far as the
 * planner knows, and leaves the plan to the query.
 *
 * <p>What is not true admits no row here, so false may stand for unknown.
 */
final class PlannedText {

    private PlannedText() {}

    static String of(Predicate part, PredicateText text, SourceRow row) {
        if (part instanceof Member member && member.operand() instanceof ColumnRef) {
            return text.membership(member, row);
        }
        if (part instanceof Through) {
            return text.conjunct(part, row); // opaque already
        }
        boolean opaque = !ClaimRefs.of(part).isEmpty() && readsColumns(part) && !isEquality(part);
        return opaque ? "nullif(" + text.alone(part, row) + ", false) is not null" : text.conjunct(part, row);
    }

    private static boolean isEquality(Predicate part) {
        return part instanceof Comparison comparison
                && comparison.operator() == Comparison.Operator.EQUAL
                && (comparison.left() instanceof ColumnRef || comparison.left() instanceof ClaimRef)
                && (comparison.right() instanceof ColumnRef || comparison.right() instanceof ClaimRef);
    }

    private static boolean readsColumns(Predicate part) {
        return Parts.all(part).stream()
                .anyMatch(test -> test instanceof Through
                        || Parts.operands(test).stream()
                                .anyMatch(operand -> operand instanceof ColumnRef || operand instanceof PathRef));
    }
}
