package dev.rls.hibernate.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The result of a prepared statement that carried a bind, once the bind's own was stepped over.
 *
 * @param <T> what the caller asked for
 */
@FunctionalInterface
interface Carried<T> {

    /**
     * What was asked for.
     *
     * @param statement the statement after its execution
     * @param rows whether rows come next
     */
    T of(PreparedStatement statement, boolean rows) throws SQLException;

    static ResultSet query(PreparedStatement statement, boolean rows) throws SQLException {
        if (!rows) {
            throw JdbcMessages.noResult();
        }
        return statement.getResultSet();
    }

    static int update(PreparedStatement statement, boolean rows) throws SQLException {
        if (rows) {
            throw JdbcMessages.unexpectedResult();
        }
        return statement.getUpdateCount();
    }

    static long largeUpdate(PreparedStatement statement, boolean rows) throws SQLException {
        if (rows) {
            throw JdbcMessages.unexpectedResult();
        }
        return statement.getLargeUpdateCount();
    }

    /** Of the elements of a batch. */
    static Carried<long[]> updates(int elements) {
        return (statement, rows) -> {
            long[] counts = new long[elements];
            boolean more = rows;
            for (int i = 0; i < elements; i++) {
                counts[i] = largeUpdate(statement, more);
                more = statement.getMoreResults();
            }
            return counts;
        };
    }

    static boolean any(PreparedStatement statement, boolean rows) {
        return rows;
    }
}
