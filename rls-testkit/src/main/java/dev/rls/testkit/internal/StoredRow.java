package dev.rls.testkit.internal;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.TableName;
import dev.rls.policy.evaluate.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in the database, for the evaluator.
 *
 * @param rows the rows its associations lead to
 * @param table its table
 * @param values by column, as PostgreSQL stores the names
 */
public record StoredRow(Rows rows, TableName table, Map<String, @Nullable Object> values) implements Row {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param rows the rows
     * @param table its table
     * @param values by column
     */
    public StoredRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public @Nullable Object value(ColumnRef column) {
        if (!values.containsKey(column.column())) {
            throw new IllegalArgumentException("no column " + column.column() + " in " + table);
        }
        return values.get(column.column());
    }

    @Override
    public @Nullable Row follow(Association association) {
        Object key = values.get(association.column());
        return key == null ? null : rows.find(association.table(), association.key(), key);
    }

    /**
     * The same row with other values.
     *
     * @param changed by column
     * @return the row after an update
     */
    public StoredRow with(Map<String, @Nullable Object> changed) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        all.putAll(changed);
        return new StoredRow(rows, table, all);
    }
}
