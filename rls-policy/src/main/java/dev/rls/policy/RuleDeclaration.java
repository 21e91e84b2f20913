package dev.rls.policy;

import dev.rls.Operation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What {@code @RowPolicy} says.
 *
 * @param name its name
 * @param on the operations it narrows
 * @param using the condition as it was written, or empty
 * @param check the condition as it was written, or empty
 */
public record RuleDeclaration(String name, Set<Operation> on, String using, String check) {

    /**
     * Sorts the operations and keeps an unmodifiable copy.
     *
     * @param name its name
     * @param on the operations
     * @param using the condition
     * @param check the condition
     */
    public RuleDeclaration {
        EnumSet<Operation> sorted = EnumSet.noneOf(Operation.class);
        sorted.addAll(on);
        on = Collections.unmodifiableSet(sorted);
    }
}
