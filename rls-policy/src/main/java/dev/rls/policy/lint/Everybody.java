package dev.rls.policy.lint;

import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.evaluate.ClaimRefs;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which conditions admit rows to everybody. Read off their form: a test asks whoever is there if it names a claim or leads
 * through a row that claims decide about; all others admit the same rows to everybody.
 */
final class Everybody {

    private Everybody() {}

    /** Whether there is a way to satisfy a condition without a test that asks who it is. */
    static boolean admits(Predicate predicate) {
        return open(positive(predicate, false));
    }

    /**
     * Sides of an {@code or} that admit everybody beside one that compares the row with a claim. Without such a neighbour
     * a condition does not tell whose a row is, so it is meant for everybody's rows, such as those that are not archived.
     */
    static List<Predicate> besideOwners(Predicate predicate) {
        return Parts.all(positive(predicate, false)).stream()
                .filter(part -> part instanceof Or && Parts.of(part).stream().anyMatch(Everybody::tellsWhose))
                .flatMap(or -> Parts.of(or).stream().filter(Everybody::open))
                .toList();
    }

    private static boolean open(Predicate predicate) {
        if (predicate instanceof And) {
            return Parts.of(predicate).stream().allMatch(Everybody::open);
        }
        if (predicate instanceof Or) {
            return Parts.of(predicate).stream().anyMatch(Everybody::open);
        }
        return ClaimRefs.of(predicate).isEmpty();
    }

    private static boolean tellsWhose(Predicate predicate) {
        return Parts.all(predicate).stream().map(Parts::operands).anyMatch(Everybody::areRowAndClaim);
    }

    private static boolean areRowAndClaim(List<Operand> operands) {
        return operands.stream().anyMatch(ClaimRef.class::isInstance)
                && operands.stream().anyMatch(operand -> operand instanceof ColumnRef || operand instanceof PathRef);
    }

    /** The same condition with {@code not} at single tests only, so that {@code or} and {@code and} are what they say. */
    private static Predicate positive(Predicate predicate, boolean negated) {
        if (predicate instanceof Not not) {
            return positive(not.predicate(), !negated);
        }
        if (predicate instanceof And || predicate instanceof Or) {
            Stream<Predicate> parts = Parts.of(predicate).stream().map(part -> positive(part, negated));
            return predicate instanceof And == negated ? new Or(parts.toList()) : And.of(parts.toList());
        }
        return negated ? new Not(predicate) : predicate;
    }
}
