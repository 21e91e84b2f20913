package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection as it comes from a pool, with what its last borrower may have left in its session. */
public final class Borrowed {

    private Borrowed() {}

    /**
     * Makes a connection safe to go on with, bound or not; no round trip where nothing was left.
     *
     * @param physical the driver's or the pool's connection; closed where this fails, because nobody else would
     * @throws SQLException as the driver does
     */
    public static void clear(Connection physical) throws SQLException {
        try {
            LeftoverTransaction.end(physical);
            LeftoverEscapes.undo(physical);
        } catch (SQLException | RuntimeException e) {
            try (physical) {
                throw e;
            }
        }
    }
}
