package dev.rls.policy.evaluate;

import dev.rls.Operation;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Operand;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.Through;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the claims that predicates use. */
public final class ClaimRefs {

    private final Set<ClaimRef> found = new LinkedHashSet<>();

    private ClaimRefs() {}

    /**
     * The claims that a predicate uses, what its paths need to be seen included.
     *
     * @param predicate any
     * @return the claims, in the order in which they stand
     */
    public static Set<ClaimRef> of(Predicate predicate) {
        ClaimRefs refs = new ClaimRefs();
        refs.add(predicate);
        return Collections.unmodifiableSet(refs.found);
    }

    /**
     * The claims that the policies of an operation use: its own, and those for reading where it reads rows as well.
     *
     * @param entity the entity
     * @param operation the operation
     * @param returning whether the rows that an insert writes are read again
     * @return the claims
     */
    public static Set<ClaimRef> of(ScopedEntity entity, Operation operation, boolean returning) {
        ClaimRefs refs = new ClaimRefs();
        refs.add(entity.using(operation));
        refs.add(entity.check(operation));
        if (operation != Operation.INSERT || returning) {
            refs.add(entity.using(Operation.SELECT));
        }
        return Collections.unmodifiableSet(refs.found);
    }

    private void add(Predicate predicate) {
        for (Predicate part : Parts.all(predicate)) {
            Parts.operands(part).forEach(this::add);
            if (part instanceof Through through) {
                add(through.association());
            }
        }
    }

    private void add(Operand operand) {
        if (operand instanceof ClaimRef claim) {
            found.add(claim);
        } else if (operand instanceof PathRef path) {
            add(path.association());
            add(path.target());
        }
    }

    private void add(Association association) {
        add(association.visible());
    }
}
