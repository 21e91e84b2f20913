package dev.rls.testkit.schema;

/** An enum that is stored by ordinal. */
public enum Stage {
    DRAFT,
    OPEN,
    PUBLIC,
    CLOSED
}
