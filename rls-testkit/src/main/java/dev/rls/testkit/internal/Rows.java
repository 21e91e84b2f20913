package dev.rls.testkit.internal;

import dev.rls.policy.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tables hold, whoever may see it. */
public final class Rows {

    private final Map<TableName, List<StoredRow>> tables = new HashMap<>();

    /**
     * Adds a row.
     *
     * @param table its table
     * @param values by column, as PostgreSQL stores the names
     * @return the row
     */
    public StoredRow add(TableName table, Map<String, @Nullable Object> values) {
        StoredRow row = new StoredRow(this, table, values);
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
        return row;
    }

    /**
     * The rows of a table.
     *
     * @param table the table
     * @return the rows, none if the table is unknown
     */
    public List<StoredRow> of(TableName table) {
        return tables.getOrDefault(table, List.of());
    }

    @Nullable
    StoredRow find(TableName table, String column, Object value) {
        return of(table).stream()
                .filter(row -> value.equals(row.values().get(column)))
                .findFirst()
                .orElse(null);
    }
}
