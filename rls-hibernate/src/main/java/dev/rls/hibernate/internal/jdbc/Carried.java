package dev.rls.hibernate.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How to run a prepared statement that carries a bind: the first result is the bind's and is stepped over. */
final class Carried {

    private Carried() {}

    static boolean execute(PreparedStatement statement) throws SQLException {
        statement.execute();
        return statement.getMoreResults();
    }

    static ResultSet query(PreparedStatement statement) throws SQLException {
        if (!execute(statement)) {
            throw JdbcMessages.noResult();
        }
        return statement.getResultSet();
    }

    static int update(PreparedStatement statement) throws SQLException {
        if (execute(statement)) {
            throw JdbcMessages.unexpectedResult();
        }
        return statement.getUpdateCount();
    }

    static long largeUpdate(PreparedStatement statement) throws SQLException {
        if (execute(statement)) {
            throw JdbcMessages.unexpectedResult();
        }
        return statement.getLargeUpdateCount();
    }
}
