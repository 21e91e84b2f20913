package dev.rls.policy;

import java.util.List;

/**
 * Whether an operand equals one of some others of its type; unknown if none is equal and one of them or the operand is
 * null, as in SQL.
 *
 * @param operand what is looked for
 * @param values at least one
 */
public record In(Operand operand, List<Operand> values) implements Predicate {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param operand what is looked for
     * @param values at least one
     * @throws IllegalArgumentException if there is no value
     */
    public In {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("in () has no values");
        }
    }
}
