package dev.rls.testkit.internal;

import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.policy.Reference;
import dev.rls.policy.evaluate.ClaimTypeException;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Objects;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;

/** What an exception says about a policy. */
public final class Refusal {

    /** What Hibernate's layer makes of a constraint that holds no tenant. */
    private static final String KEY_TAKEN = "RLS307";

    private Refusal() {}

    /**
     * What an act came to that threw an exception. Where it is about one row, no reading need tell whether that was out
     * of reach or refused; nor an upsert whether the row it must not know of stopped it as a policy or as a constraint.
     *
     * @param act the act
     * @param thrown what it threw
     * @return its outcome
     */
    static Outcome of(Act act, Exception thrown) {
        Outcome outcome = of(thrown);
        boolean unwritten = switch (act.kind()) {
            case UPDATE_ENTITY, DELETE_ENTITY, INSERT_ENTITY, INSERT_BULK -> outcome.equals(Outcome.REJECTED);
            case UPSERT -> outcome.equals(Outcome.REJECTED) || outcome.equals(Outcome.CONSTRAINT);
            case SELECT, FIND, UPDATE_BULK, DELETE_BULK -> false;
        };
        return unwritten ? Outcome.NOT_WRITTEN : outcome;
    }

    /**
     * Reads an exception.
     *
     * @param thrown what an act threw
     * @return the outcome it stands for
     * @throws IllegalStateException if it has nothing to do with policies
     */
    public static Outcome of(Exception thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof ClaimTypeException
                    || cause instanceof ClaimRejectedException
                    || message.contains("RLS504")
                    || message.contains("RLS505")) {
                return Outcome.CLAIM_REFUSED;
            }
            if (cause instanceof WriteRejectedException rejected) {
                boolean constraint = rejected.code().equals(KEY_TAKEN)
                        || String.valueOf(rejected.policy()).startsWith(Reference.POLICY);
                return constraint ? Outcome.CONSTRAINT : Outcome.REJECTED;
            }
            if (cause instanceof SQLException sql
                    && Objects.equals(sql.getSQLState(), "42501")
                    && message.contains("row-level security")) {
                // what a row refers to is a matter of its keys, whatever looks at it
                return message.contains(Reference.POLICY) ? Outcome.CONSTRAINT : Outcome.REJECTED;
            }
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith("23")) {
                return Outcome.CONSTRAINT;
            }
            if (cause instanceof StaleStateException || cause instanceof OptimisticLockException) {
                return Outcome.NOT_WRITTEN;
            }
        }
        throw new IllegalStateException(thrown);
    }
}
