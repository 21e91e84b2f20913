package dev.rls.policy;

import java.util.List;

/**
 * Whether one holds: true if one is true, else unknown if one is unknown.
 *
 * @param predicates the parts, in the order they were written; at least two
 */
public record Or(List<Predicate> predicates) implements Predicate {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param predicates the parts
     * @throws IllegalArgumentException if there are fewer than two
     */
    public Or {
        predicates = List.copyOf(predicates);
        if (predicates.size() < 2) {
            throw new IllegalArgumentException("or has at least two parts");
        }
    }
}
