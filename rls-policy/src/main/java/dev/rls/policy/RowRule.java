package dev.rls.policy;

import dev.rls.Operation;
import java.util.Set;

/**
 * A row policy, checked and resolved.
 *
 * @param name its name
 * @param on the operations it narrows
 * @param using which rows they may see or touch
 * @param check what a written row must satisfy
 */
public record RowRule(String name, Set<Operation> on, Predicate using, Predicate check) {}
