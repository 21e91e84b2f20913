package dev.rls.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether all hold: false if one is false, else unknown if one is unknown.
 *
 * @param predicates the parts, in the order they were written; none means true
 */
public record And(List<Predicate> predicates) implements Predicate {

    /** What holds for every row. */
    public static final Predicate TRUE = new And(List.of());

    /**
     * Keeps an unmodifiable copy.
     *
     * @param predicates the parts
     */
    public And {
        predicates = List.copyOf(predicates);
    }

    /**
     * All of some predicates, without needless nesting and repetition.
     *
     * @param predicates the parts
     * @return the one part if there is only one
     */
    public static Predicate of(List<? extends Predicate> predicates) {
        Set<Predicate> parts = new LinkedHashSet<>();
        for (Predicate predicate : predicates) {
            if (predicate instanceof And and) {
                parts.addAll(and.predicates());
            } else {
                parts.add(predicate);
            }
        }
        return parts.size() == 1 ? parts.iterator().next() : new And(new ArrayList<>(parts));
    }
}
