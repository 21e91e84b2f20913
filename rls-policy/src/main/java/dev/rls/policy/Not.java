package dev.rls.policy;

/**
 * Whether a predicate is false; unknown if it is unknown.
 *
 * @param predicate what is negated
 */
public record Not(Predicate predicate) implements Predicate {}
