package dev.rls.policy.evaluate;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import java.util.HashMap;
import java.util.Map;

/** A row as a map: values by column, other rows by the attribute that leads to them. */
record Rows(Map<String, Object> cells) implements Row {

    static Rows of(Object... pairs) {
        Map<String, Object> cells = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            cells.put((String) pairs[i], pairs[i + 1]);
        }
        return new Rows(cells);
    }

    @Override
    public Object value(ColumnRef column) {
        return cells.get(column.column());
    }

    @Override
    public Row follow(Association association) {
        return (Row) cells.get(association.attribute());
    }
}
