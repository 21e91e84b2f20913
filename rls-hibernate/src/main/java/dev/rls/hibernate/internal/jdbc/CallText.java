package dev.rls.hibernate.internal.jdbc;

import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.JdbcCallParseInfo;
import org.postgresql.core.Parser;
import org.postgresql.core.QueryExecutor;

/**
 * What the driver makes of the text of a call.
 *
 * @param sql a statement
 * @param isCall whether it was a call, in the words of JDBC or of PostgreSQL
 */
record CallText(String sql, boolean isCall) {

    static CallText of(String call, BaseConnection driver) throws SQLException {
        boolean standardStrings = driver.getStandardConformingStrings();
        QueryExecutor executor = driver.getQueryExecutor();
        JdbcCallParseInfo parsed = Parser.modifyJdbcCall(
                Parser.replaceProcessing(call, true, standardStrings),
                standardStrings,
                executor.getServerVersionNum(),
                executor.getEscapeSyntaxCallMode());
        return new CallText(parsed.getSql(), parsed.isFunction());
    }
}
