package dev.rls.policy;

/**
 * Whether a text begins with another one, each character standing for itself; unknown if either is null, true if the
 * prefix is empty.
 *
 * @param operand the text
 * @param prefix what it begins with
 */
public record Prefix(Operand operand, Operand prefix) implements Predicate {}
