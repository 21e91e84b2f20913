package dev.rls.policy.evaluate;

/** The three truth values of SQL. */
public enum Truth {
    /** It holds. */
    TRUE,
    /** It does not hold. */
    FALSE,
    /** Something compared is null. Admits no row. */
    UNKNOWN;

    /**
     * The truth value of what is known.
     *
     * @param value whether it holds
     * @return {@link #TRUE} or {@link #FALSE}
     */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * The opposite.
     *
     * @return {@link #UNKNOWN} of itself
     */
    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
