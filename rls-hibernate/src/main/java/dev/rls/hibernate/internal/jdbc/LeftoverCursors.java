package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Cursors that were declared {@code with hold} outlive their transaction and show their rows to whoever has the session next. */
final class LeftoverCursors {

    private LeftoverCursors() {}

    /**
     * Closes them, at a round trip; a transaction that goes on, because a transaction manager will end it, goes on.
     *
     * @param physical the driver's or the pool's connection
     * @throws SQLException if they cannot be closed; the connection is broken off then
     */
    static void close(Connection physical) throws SQLException {
        if (physical.isClosed()) {
            return;
        }
        try {
            BaseConnection driver = PgDriver.connection(physical);
            boolean goesOn = driver != null && driver.getTransactionState() == TransactionState.OPEN;
            if (!goesOn && !physical.getAutoCommit()) {
                physical.rollback();
            }
            try (Statement statement = physical.createStatement()) {
                statement.execute("close all");
            }
            if (!goesOn && !physical.getAutoCommit()) {
                physical.rollback();
            }
        } catch (SQLException e) {
            throw LeftoverTransaction.brokenOff(physical, e);
        }
    }
}
