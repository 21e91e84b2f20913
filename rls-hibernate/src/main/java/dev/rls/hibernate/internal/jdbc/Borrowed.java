package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/** A connection as it comes from a pool, with what its last borrower may have left in its session. */
public final class Borrowed {

    private Borrowed() {}

    /**
     * Makes a connection safe to go on with, bound or not; no round trip where nothing was left.
     *
     * <p>Statements that the driver keeps prepared on the server have names that can be guessed, and SQL text can put
     * another statement under such a name, to be run by the next borrower with his token for a parameter. So nothing is
     * kept there.
     *
     * @param physical the driver's or the pool's connection; closed where this fails, because nobody else would
     * @throws SQLException as the driver does
     */
    public static void clear(Connection physical) throws SQLException {
        try {
            LeftoverTransaction.end(physical);
            BaseConnection driver = PgDriver.connection(physical);
            if (driver != null && driver.getPrepareThreshold() != 0) {
                driver.setPrepareThreshold(0);
            }
        } catch (SQLException | RuntimeException e) {
            try (physical) {
                throw e;
            }
        }
    }
}
