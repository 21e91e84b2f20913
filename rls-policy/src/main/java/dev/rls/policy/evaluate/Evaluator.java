package dev.rls.policy.evaluate;

import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Predicate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Evaluates predicates as PostgreSQL does.
 *
 * <p>Every claim that the predicate uses is read first. So a claim of the wrong type is an error whatever the row holds;
 * PostgreSQL raises the same error when it comes to read the claim, which may be later or never.
 */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Evaluates a predicate.
     *
     * @param predicate what is asked
     * @param row the row it is asked of
     * @param claims the claims of the token
     * @param now what {@code current_timestamp} means; counts to the microsecond
     * @return whether it holds
     * @throws ClaimTypeException if a claim that the predicate uses has another type than it wants
     */
    public static Truth evaluate(Predicate predicate, Row row, Claims claims, Instant now) {
        return evaluation(ClaimRefs.of(predicate), claims, now).of(predicate, row);
    }

    static Evaluation evaluation(Set<ClaimRef> used, Claims claims, Instant now) {
        return new Evaluation(ClaimValues.readAll(used, claims), now.truncatedTo(ChronoUnit.MICROS));
    }
}
