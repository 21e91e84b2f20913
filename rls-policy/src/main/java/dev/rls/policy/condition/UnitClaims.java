package dev.rls.policy.condition;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Makes sure that the entities of a unit agree on the types of claims, since one token serves them all. */
final class UnitClaims {

    private record First(String entity, ClaimUse use) {}

    private final Collection<Draft> drafts;

    /** Takes the drafts in the order of their names. */
    UnitClaims(Collection<Draft> drafts) {
        this.drafts = drafts;
    }

    /** Adds a fault to each draft that says otherwise than one before. */
    void check() {
        Map<String, First> known = new HashMap<>();
        for (Draft draft : drafts) {
            String entity = draft.entity().entity();
            draft.claims().uses().forEach((claim, use) -> {
                First first = known.putIfAbsent(claim, new First(entity, use));
                if (first != null && !first.use.agrees(use)) {
                    draft.faults()
                            .add(
                                    use.place(),
                                    new Fault(
                                            Message.TWO_TYPES,
                                            use.offset(),
                                            claim,
                                            Types.of(use.type(), use.array()),
                                            Types.of(first.use.type(), first.use.array()),
                                            "in " + first.entity));
                }
            });
        }
    }
}
