package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * {@code standard_conforming_strings = off}, by which a backslash escapes the quote after it. What the next borrower writes as a
 * literal, quotes doubled, would end where the text in it says so, and the rest of that would be his SQL. The driver is told of
 * the setting by the server, so asking costs no round trip.
 */
final class LeftoverEscapes {

    private LeftoverEscapes() {}

    /**
     * Gives a session the setting back that it began with; to be called when a connection is taken.
     *
     * @param physical the driver's or the pool's connection
     * @throws SQLException as the driver does
     */
    static void undo(Connection physical) throws SQLException {
        BaseConnection driver = physical.isClosed() ? null : PgDriver.connection(physical);
        if (driver == null || driver.getStandardConformingStrings()) {
            return;
        }
        boolean begins = !physical.getAutoCommit() && driver.getTransactionState() == TransactionState.IDLE;
        try (Statement statement = physical.createStatement()) {
            // As text, because the driver names its own COMMIT.
            statement.execute("reset standard_conforming_strings" + (begins ? "; commit" : ""));
        }
    }
}
