package dev.rls.policy;

/** One side of a comparison. */
public sealed interface Operand permits ColumnRef, PathRef, ClaimRef, Literal, CurrentTimestamp {

    /**
     * The type of the operand's value.
     *
     * @return the type; both sides of a comparison have the same
     */
    ValueType type();
}
