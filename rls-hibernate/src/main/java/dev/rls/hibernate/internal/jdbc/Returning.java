package dev.rls.hibernate.internal.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.Utils;

/**
 * The clause by which the driver gets generated keys. It adds it to the first statement of a text alone, and behind a bind
 * the one that generates them is the second.
 */
final class Returning {

    private static final List<String> ALL = List.of("*");

    private Returning() {}

    /** The columns that a caller asks for. */
    static List<String> columns(String @Nullable [] names) {
        return names == null ? ALL : List.of(names);
    }

    /** The statement with the clause, as the driver writes it; as it is if it has one already. */
    static String of(String sql, List<String> columns, BaseConnection driver) throws SQLException {
        QueryExecutor executor = driver.getQueryExecutor();
        boolean present = Parser.parseJdbcSql(
                        sql,
                        driver.getStandardConformingStrings(),
                        true,
                        false,
                        false,
                        executor.getQuoteReturningIdentifiers())
                .get(0)
                .command
                .isReturningKeywordPresent();
        if (present) {
            return sql;
        }
        String stripped = sql.stripTrailing();
        StringBuilder text =
                new StringBuilder(stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped);
        String separator = "\nreturning ";
        for (String column : columns) {
            text.append(separator);
            if (columns.equals(ALL) || !executor.getQuoteReturningIdentifiers()) {
                text.append(column);
            } else {
                Utils.escapeIdentifier(text, column);
            }
            separator = ", ";
        }
        return text.toString();
    }
}
