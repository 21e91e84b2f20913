package dev.rls.policy.evaluate;

import dev.rls.claims.Claims;
import dev.rls.policy.Predicate;
import java.time.Instant;

/** Evaluates predicates as PostgreSQL does. */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Evaluates a predicate.
     *
     * @param predicate what is asked
     * @param row the row it is asked of
     * @param claims the claims of the token
     * @param now what {@code current_timestamp} means
     * @return whether it holds
     * @throws ClaimTypeException if a claim that is looked at has another type than the condition wants
     */
    public static Truth evaluate(Predicate predicate, Row row, Claims claims, Instant now) {
        return Truth.UNKNOWN;
    }
}
