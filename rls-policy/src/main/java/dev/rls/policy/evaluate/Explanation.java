package dev.rls.policy.evaluate;

import dev.rls.Operation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why an operation on a row is decided as it is. Names attributes, claims and literals of conditions, never the value of a
 * claim or of a column.
 *
 * @param entity the binary name of the entity's class
 * @param operation what is to be done
 * @param decision what becomes of it
 * @param policies every policy that it needs
 */
public record Explanation(String entity, Operation operation, Decision decision, List<PolicyResult> policies) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param entity the entity
     * @param operation the operation
     * @param decision the decision
     * @param policies the policies
     */
    public Explanation {
        policies = List.copyOf(policies);
    }

    /**
     * What one policy says.
     *
     * @param policy {@code tenant}, or the name of a row policy
     * @param of the operation it is a policy of: that which is explained, or SELECT where it reads rows too
     * @param after whether it was asked of the row as it would be after an insert or update; else as it is
     * @param truth whether it holds; what is unknown does not admit the row
     * @param reasons the smallest parts of the condition that keep it from holding; none if it holds
     */
    public record PolicyResult(String policy, Operation of, boolean after, Truth truth, List<Reason> reasons) {

        /**
         * Keeps an unmodifiable copy.
         *
         * @param policy its name
         * @param of its operation
         * @param after which row
         * @param truth whether it holds
         * @param reasons why not
         */
        public PolicyResult {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A part of a condition that another truth would have needed.
     *
     * @param condition the part, in the language of conditions
     * @param truth what it is
     * @param absentClaims the claims in it that are absent or null
     */
    public record Reason(String condition, Truth truth, List<String> absentClaims) {

        /**
         * Keeps an unmodifiable copy.
         *
         * @param condition the part
         * @param truth what it is
         * @param absentClaims the claims
         */
        public Reason {
            absentClaims = List.copyOf(absentClaims);
        }

        /** As {@code ownerId = :sub is unknown (claim "sub" is absent)}. */
        @Override
        public String toString() {
            String absent = absentClaims.stream()
                    .map(claim -> "claim \"" + claim + "\" is absent")
                    .collect(Collectors.joining(", ", " (", ")"));
            return condition + " is " + truth.name().toLowerCase(Locale.ROOT) + (absentClaims.isEmpty() ? "" : absent);
        }
    }

    /** Several lines: the decision, then one for each policy. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                operation + " of " + entity + ": " + decision.outcome().name().toLowerCase(Locale.ROOT));
        for (PolicyResult result : policies) {
            text.append("\n  ");
            if (operation == Operation.UPDATE) {
                text.append(result.after ? "after, " : "before, ");
            }
            text.append("policy ").append(result.policy);
            if (result.of != operation) {
                text.append(" of ").append(result.of);
            }
            text.append(result.truth == Truth.TRUE ? ": holds" : ": does not hold: ");
            text.append(result.reasons.stream().map(Reason::toString).collect(Collectors.joining(", ")));
        }
        return text.toString();
    }
}
