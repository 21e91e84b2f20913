package dev.rls.policy.evaluate;

import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Not;
import dev.rls.policy.Or;
import dev.rls.policy.Predicate;
import dev.rls.policy.Through;
import dev.rls.policy.condition.ConditionText;
import dev.rls.policy.evaluate.Explanation.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the smallest parts of a condition that keep it from having the truth that is wanted. */
final class Reasons {

    private final Evaluation evaluation;
    private final Set<Reason> found = new LinkedHashSet<>();

    private Reasons(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static List<Reason> of(Predicate predicate, Row row, Evaluation evaluation) {
        Reasons reasons = new Reasons(evaluation);
        reasons.find(predicate, row, "", Truth.TRUE);
        return new ArrayList<>(reasons.found);
    }

    /** Adds the parts because of which the predicate is not what is wanted, which is never unknown. */
    private void find(Predicate predicate, Row row, String path, Truth wanted) {
        Truth truth = evaluation.of(predicate, row);
        if (truth == wanted) {
            return;
        }
        if (predicate instanceof And and && !and.predicates().isEmpty()) {
            and.predicates().forEach(part -> find(part, row, path, wanted));
        } else if (predicate instanceof Or or) {
            or.predicates().forEach(part -> find(part, row, path, wanted));
        } else if (predicate instanceof Not not) {
            find(not.predicate(), row, path, wanted.not());
        } else if (predicate instanceof Through through && wanted == Truth.TRUE) {
            find(through, row, path);
        } else {
            add(predicate, path, truth);
        }
    }

    /** Whether there is no row or none that may be seen is one and the same: who may not see it learns neither. */
    private void find(Through through, Row row, String path) {
        Row target = evaluation.visible(through.association(), row);
        if (target == null) {
            add(new Through(through.association(), And.TRUE), path, Truth.FALSE);
        } else {
            find(through.predicate(), target, path + through.association().attribute() + ".", Truth.TRUE);
        }
    }

    private void add(Predicate predicate, String path, Truth truth) {
        List<String> absent = ClaimRefs.of(predicate).stream()
                .filter(claim -> evaluation.isNull(claim))
                .map(ClaimRef::claim)
                .distinct()
                .toList();
        found.add(new Reason(ConditionText.of(predicate, path), truth, absent));
    }
}
