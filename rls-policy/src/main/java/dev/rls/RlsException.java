package dev.rls;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions of this library. The message reads: code, problem, value, fix; it never holds a token, a key or
 * the data of a row.
 */
public class RlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Stable across releases. */
    private final String code;

    /**
     * An exception without a cause.
     *
     * @param code the stable id of the problem, such as {@code RLS101}
     * @param problem what is wrong and what mends it, without the code
     */
    public RlsException(String code, String problem) {
        this(code, problem, null);
    }

    /**
     * An exception with a cause.
     *
     * @param code the stable id of the problem, such as {@code RLS101}
     * @param problem what is wrong and what mends it, without the code
     * @param cause what was caught, if anything; its message must be free of secrets too
     */
    public RlsException(String code, String problem, @Nullable Throwable cause) {
        super(code + ": " + problem, cause);
        this.code = code;
    }

    /**
     * The stable id of the problem.
     *
     * @return the code, such as {@code RLS101}; stable across releases
     */
    public final String code() {
        return code;
    }
}
