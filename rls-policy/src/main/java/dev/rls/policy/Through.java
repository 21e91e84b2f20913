package dev.rls.policy;

/**
 * Whether an association leads to a row that the claims may see and that satisfies a predicate. Never unknown.
 *
 * @param association the way
 * @param predicate over the columns of the row it leads to; {@link And#TRUE} to ask for no more than a visible row
 */
public record Through(Association association, Predicate predicate) implements Predicate {}
