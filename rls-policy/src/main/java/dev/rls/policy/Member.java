package dev.rls.policy;

/**
 * Whether an operand is an element of a claim that is an array; unknown if either is null, false if the array is empty
 * (unless the operand is null: PostgreSQL answers false for an empty array even then, and so do all readings).
 *
 * @param operand what is looked for
 * @param array the claim; its elements have the operand's type and are never null
 */
public record Member(Operand operand, ClaimRef array) implements Predicate {

    /**
     * Refuses a claim that is no array.
     *
     * @param operand what is looked for
     * @param array the claim
     * @throws IllegalArgumentException if the claim is a single value
     */
    public Member {
        if (!array.array()) {
            throw new IllegalArgumentException("claim " + array.claim() + " is no array");
        }
    }
}
