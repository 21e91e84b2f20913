package dev.rls.hibernate.internal;

import org.jspecify.annotations.Nullable;

/** How deep this thread is in calls that opened unprotected SQL. */
public final class OpenedSql {

    /** In the text of each statement that holds SQL which is not Hibernate's own, so that plans may be cached. */
    public static final String MARKER = "/*rls:native*/";

    private static final ThreadLocal<@Nullable Integer> DEPTH = new ThreadLocal<>();

    private OpenedSql() {}

    public static void enter() {
        Integer depth = DEPTH.get();
        DEPTH.set(depth == null ? 1 : depth + 1);
    }

    public static void leave() {
        Integer depth = DEPTH.get();
        if (depth == null || depth == 1) {
            DEPTH.remove();
        } else {
            DEPTH.set(depth - 1);
        }
    }

    public static boolean isOpen() {
        return DEPTH.get() != null;
    }

    /**
     * Refuses outside of such a call.
     *
     * @param what is refused, in words for a message
     */
    public static void require(String what) {
        if (!isOpen()) {
            throw Messages.unprotectedSql(what);
        }
    }
}
