package dev.rls.liquibase.keys;

import org.jspecify.annotations.Nullable;

/**
 * What became of a key in a run.
 *
 * @param kid its id; null if it was published without one, or with one that cannot be registered, which is not shown
 * @param outcome one of {@code added}, {@code kept}, {@code ignored}, {@code refused} of the keys that were published, and
 *     {@code missing}, {@code revoked} of those that were not any more
 * @param reason why it is ignored or refused, or since when it is missing; null for the others
 */
public record KeyOutcome(
        @Nullable String kid, String outcome, @Nullable String reason) {

    /**
     * Whether it is a good key that the database does not take: somebody has to see to it, because its tokens are refused.
     *
     * @return whether it is refused
     */
    public boolean isRefused() {
        return outcome.equals("refused");
    }

    /** A line for logs. */
    @Override
    public String toString() {
        return outcome + ' ' + (kid == null ? "(no usable kid)" : kid) + (reason == null ? "" : ": " + reason);
    }
}
