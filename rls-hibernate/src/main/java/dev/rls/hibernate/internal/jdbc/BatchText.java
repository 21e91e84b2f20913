package dev.rls.hibernate.internal.jdbc;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.QueryExecutor;

/**
 * A change as a batch that carries a bind in autocommit: a text that has it several times. pgjdbc sends such a text as it sends
 * a batch, at once and in a transaction of its own. But the server parses and plans each of its statements, and of a batch one.
 *
 * @param most of how many elements a batch may be
 * @param parameters how many each of them has
 */
record BatchText(int most, int parameters) {

    /** More of them cost more than the two round trips of a batch that is bound before it, where the server is near. */
    private static final int MOST = 8;

    /** As many as the protocol can count; some are the bind's. */
    private static final int MOST_PARAMETERS = 65_000;

    /** A batch of one is the statement itself. */
    static final BatchText NONE = new BatchText(1, 0);

    /** For one change without rows. */
    static BatchText of(String sql, SqlText text, BaseConnection driver) throws SQLException {
        QueryExecutor executor = driver.getQueryExecutor();
        if (text.isInsert() && executor.isReWriteBatchedInsertsEnabled()) {
            return NONE; // the driver makes one statement of them
        }
        boolean standardStrings = driver.getStandardConformingStrings();
        List<NativeQuery> parsed = Parser.parseJdbcSql(
                Parser.replaceProcessing(times(sql, 2), true, standardStrings),
                standardStrings,
                true,
                true,
                false,
                executor.getQuoteReturningIdentifiers());
        if (parsed.size() != 2) {
            return NONE; // what is no statement alone could become one together with the next
        }
        int parameters = parsed.get(0).bindPositions.length;
        return new BatchText(Math.max(1, Math.min(MOST, MOST_PARAMETERS / Math.max(1, parameters))), parameters);
    }

    /** The text. */
    static String times(String sql, int elements) {
        return String.join("\n;", Collections.nCopies(elements, sql)); // a line, because the last one may be a comment
    }
}
