package dev.rls.hibernate.internal.jdbc;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The elements of a batch that no statement was given yet, without what can be read only once. */
final class Waiting {

    private final List<Parameters> elements = new ArrayList<>();

    int size() {
        return elements.size();
    }

    void add(Parameters element) {
        elements.add(element);
    }

    void clear() {
        elements.clear();
    }

    /** They wait no longer. */
    List<Parameters> taken() {
        List<Parameters> taken = List.copyOf(elements);
        elements.clear();
        return taken;
    }

    /** Makes them elements of the driver's batch, which has no parameters set then. */
    void moveTo(PreparedStatement batch) throws SQLException {
        batch.clearParameters();
        for (Parameters element : taken()) {
            element.repeat(batch, 0);
            batch.addBatch();
            batch.clearParameters();
        }
    }

    /**
     * Gives them to a text that has the statement once for each.
     *
     * @param shift how many parameters come before theirs
     * @param each how many each of them has
     */
    static void setOn(PreparedStatement text, List<Parameters> elements, int shift, int each) throws SQLException {
        text.clearParameters();
        int at = shift;
        for (Parameters element : elements) {
            element.repeat(text, at);
            at += each;
        }
    }

    /** As the driver tells it, but for which one failed: all were taken back. */
    static BatchUpdateException failed(SQLException e, int elements) {
        int[] counts = new int[elements];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        BatchUpdateException failure =
                new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e);
        failure.setNextException(e);
        return failure;
    }
}
