package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A transaction that a connection is in although nobody began one through JDBC: SQL text did, {@code begin} in autocommit
 * or a prepared {@code COMMIT} that was swapped for something else. A pool does not notice, and what the next borrower
 * binds would stay in that transaction for the one after. The driver knows the state from the server's last answer, so
 * asking costs no round trip.
 */
public final class LeftoverTransaction {

    private LeftoverTransaction() {}

    /**
     * Ends a transaction that is open in autocommit; to be called when a connection is taken and when it is given back.
     * Without autocommit an open transaction is the pool's or the transaction manager's to end.
     *
     * @param physical the driver's or the pool's connection
     * @throws SQLException if the transaction could not be ended; the connection is broken off then
     */
    public static void end(Connection physical) throws SQLException {
        if (!physical.isClosed() && isOpen(physical) && physical.getAutoCommit()) {
            try (Statement statement = physical.createStatement()) {
                statement.execute("rollback");
            }
            requireEnded(physical);
        }
    }

    /** Breaks a connection off that is still in a transaction after commit or rollback. */
    static void requireEnded(Connection physical) throws SQLException {
        if (isOpen(physical)) {
            throw brokenOff(physical, JdbcMessages.transactionStillOpen());
        }
    }

    /** Breaks a connection off that must not be had by anybody else. */
    static SQLException brokenOff(Connection physical, SQLException reason) throws SQLException {
        physical.abort(Runnable::run);
        try {
            physical.getTransactionIsolation(); // fails, by which a pool learns that the connection is gone
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private static boolean isOpen(Connection physical) throws SQLException {
        BaseConnection driver = PgDriver.connection(physical);
        return driver != null && driver.getTransactionState() != TransactionState.IDLE;
    }
}
