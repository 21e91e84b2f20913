package dev.rls.policy.condition;

import dev.rls.policy.ValueType;

/**
 * What the first use of a claim says of it.
 *
 * @param type its type or that of its elements
 * @param array whether it is an array
 * @param place the policy
 * @param offset within its condition
 */
record ClaimUse(ValueType type, boolean array, Place place, int offset) {

    boolean agrees(ClaimUse other) {
        return type == other.type && array == other.array;
    }
}
