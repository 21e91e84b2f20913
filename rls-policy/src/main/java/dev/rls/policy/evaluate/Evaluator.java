package dev.rls.policy.evaluate;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.evaluate.Explanation.PolicyResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Decides an operation on a row, as PostgreSQL's policies decide it.
     *
     * @param entity the entity
     * @param operation what is to be done
     * @param before the row as it is; null for an insert, needed for every other operation
     * @param after the row as it would be; needed for an insert and an update, else null
     * @param returning whether an insert reads what it wrote, as for a generated key
     * @param claims the claims of the token
     * @param now what {@code current_timestamp} means; counts to the microsecond
     * @return what becomes of it
     * @throws ClaimTypeException if a claim that a policy of the operation uses has another type than it wants
     * @throws NullPointerException if a row is missing
     */
    public static Decision decide(
            ScopedEntity entity,
            Operation operation,
            @Nullable Row before,
            @Nullable Row after,
            boolean returning,
            Claims claims,
            Instant now) {
        Evaluation evaluation = evaluation(ClaimRefs.of(entity, operation, returning), claims, now);
        for (Requirement requirement : Requirement.of(entity, operation, returning)) {
            Row row = row(requirement, before, after);
            if (evaluation.of(requirement.predicate(), row) != Truth.TRUE) {
                return requirement.otherwise();
            }
        }
        return Decision.ADMITTED;
    }

    /**
     * Explains what {@link #decide} decides.
     *
     * @param entity the entity
     * @param operation what is to be done
     * @param before the row as it is; null for an insert, needed for every other operation
     * @param after the row as it would be; needed for an insert and an update, else null
     * @param returning whether an insert reads what it wrote, as for a generated key
     * @param claims the claims of the token
     * @param now what {@code current_timestamp} means; counts to the microsecond
     * @return the decision and what each policy says
     * @throws ClaimTypeException if a claim that a policy of the operation uses has another type than it wants
     * @throws NullPointerException if a row is missing
     */
    public static Explanation explain(
            ScopedEntity entity,
            Operation operation,
            @Nullable Row before,
            @Nullable Row after,
            boolean returning,
            Claims claims,
            Instant now) {
        Evaluation evaluation = evaluation(ClaimRefs.of(entity, operation, returning), claims, now);
        Decision decision = Decision.ADMITTED;
        List<PolicyResult> results = new ArrayList<>();
        for (Requirement requirement : Requirement.of(entity, operation, returning)) {
            Row row = row(requirement, before, after);
            Truth truth = evaluation.of(requirement.predicate(), row);
            if (truth != Truth.TRUE && decision.outcome() == Decision.Outcome.ADMITTED) {
                decision = requirement.otherwise();
            }
            results.add(new PolicyResult(
                    requirement.policy(),
                    requirement.of(),
                    requirement.after(),
                    truth,
                    Reasons.of(requirement.predicate(), row, evaluation)));
        }
        return new Explanation(entity.entity(), operation, decision, results);
    }

    private static Row row(Requirement requirement, @Nullable Row before, @Nullable Row after) {
        return requirement.after() ? Objects.requireNonNull(after, "after") : Objects.requireNonNull(before, "before");
    }

    private static Evaluation evaluation(Set<ClaimRef> used, Claims claims, Instant now) {
        return new Evaluation(ClaimValues.readAll(used, claims), now.truncatedTo(ChronoUnit.MICROS));
    }
}
