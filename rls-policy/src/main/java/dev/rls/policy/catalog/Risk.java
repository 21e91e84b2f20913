package dev.rls.policy.catalog;

/** What a finding means for the rows of other tenants. */
public enum Risk {
    /** With what the roles that were judged have, rows of every tenant can be read, changed or lost. */
    LEAK,
    /** Nothing leaks by this alone, but one more mistake would do, or one protection of two is gone. */
    WEAKENED,
    /** May be meant so: to be known, and silenced by name. */
    NOTE
}
