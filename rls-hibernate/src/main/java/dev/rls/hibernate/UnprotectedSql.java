package dev.rls.hibernate;

import dev.rls.claims.ScopedCall;
import dev.rls.hibernate.internal.OpenedSql;

/**
 * Opens SQL that nothing filters for one call, where Hibernate stands alone: native queries, procedures, JDBC on the
 * session's connection and SQL inside of HQL are refused there (RLS215), because a database without row-level security
 * shows them the rows of every tenant. Where the database decides it protects them, and this changes nothing.
 *
 * <p>A query has to be made and run within the call. It is open on this thread alone; calls nest.
 */
public final class UnprotectedSql {

    private static final System.Logger LOG = System.getLogger("dev.rls.hibernate");

    private UnprotectedSql() {}

    /**
     * Does work with unprotected SQL and returns its result.
     *
     * @param reason why nobody sees by it what they may not see, for whoever reads the code and the log
     * @param work what to do
     * @param <T> what the work returns
     * @param <X> what it may throw
     * @return the result of the work
     * @throws X as the work does
     */
    public static <T, X extends Throwable> T call(String reason, ScopedCall<T, X> work) throws X {
        open(reason);
        try {
            return work.call();
        } finally {
            OpenedSql.leave();
        }
    }

    /**
     * Does work with unprotected SQL.
     *
     * @param reason why nobody sees by it what they may not see, for whoever reads the code and the log
     * @param work what to do
     */
    public static void run(String reason, Runnable work) {
        open(reason);
        try {
            work.run();
        } finally {
            OpenedSql.leave();
        }
    }

    private static void open(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say why unprotected SQL is safe here: the reason is blank");
        }
        LOG.log(System.Logger.Level.DEBUG, "unprotected SQL opened: {0}", reason);
        OpenedSql.enter();
    }
}
