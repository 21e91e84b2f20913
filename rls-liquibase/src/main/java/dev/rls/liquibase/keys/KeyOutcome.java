package dev.rls.liquibase.keys;

import org.jspecify.annotations.Nullable;

/**
 * What became of a key in a run.
 *
 * @param kid its id; null if it was published without one
 * @param outcome one of {@code added}, {@code kept}, {@code ignored} of the keys that were published, and {@code missing},
 *     {@code revoked} of those that were not any more
 * @param reason why it is ignored, or since when it is missing; null for the others
 */
public record KeyOutcome(
        @Nullable String kid, String outcome, @Nullable String reason) {

    /** A line for logs. */
    @Override
    public String toString() {
        return outcome + ' ' + (kid == null ? "(no kid)" : kid) + (reason == null ? "" : ": " + reason);
    }
}
