package dev.rls.policy;

/**
 * A claim of the bound token.
 *
 * @param claim the name of the claim
 * @param type the type it must have
 */
public record ClaimRef(String claim, ValueType type) implements Operand {}
