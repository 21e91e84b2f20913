package dev.rls.policy.evaluate;

import dev.rls.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an operation on a row.
 *
 * @param outcome whether it is done
 * @param policy the first policy that does not hold: {@code tenant}, or the name of a row policy; null if it is done
 * @param of the operation it is a policy of: that which is decided, or SELECT where it reads rows too; null if it is done
 */
public record Decision(
        Outcome outcome, @Nullable String policy, @Nullable Operation of) {

    /** What becomes of it. */
    public enum Outcome {
        /** It is done. */
        ADMITTED,
        /** For the operation there is no such row: it is not seen, or an update or delete passes it by. No error. */
        UNTOUCHED,
        /** The row may not be written; the statement fails. */
        REJECTED
    }

    static final Decision ADMITTED = new Decision(Outcome.ADMITTED, null, null);
}
