package dev.rls.policy;

/**
 * Whether an operand is null: an attribute without value, a path that leads nowhere or to a row that the claims may not
 * see, a claim that is absent. Never unknown.
 *
 * @param operand what is asked about
 */
public record IsNull(Operand operand) implements Predicate {}
