package dev.rls.policy.render;

import dev.rls.policy.And;
import dev.rls.policy.Predicate;
import dev.rls.policy.Through;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of other tables that a condition looks for. */
final class Lookups {

    private Lookups() {}

    /** The same condition, which looks only once for the row that an association leads to: there is at most one. */
    static Predicate joined(Predicate predicate) {
        if (!(predicate instanceof And and)) {
            return predicate;
        }
        Map<Predicate, Predicate> parts = new LinkedHashMap<>();
        for (Predicate part : and.predicates()) {
            if (part instanceof Through through) {
                parts.merge(new Through(through.association(), And.TRUE), part, Lookups::both);
            } else {
                parts.put(part, part);
            }
        }
        return And.of(List.copyOf(parts.values()));
    }

    private static Predicate both(Predicate first, Predicate second) {
        Through one = (Through) first;
        return new Through(one.association(), And.of(List.of(one.predicate(), ((Through) second).predicate())));
    }
}
