package dev.rls.testkit.schema;

/** An enum that is stored by name. */
public enum Grade {
    LOW,
    MID,
    HIGH
}
