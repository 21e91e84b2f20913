package dev.rls.policy;

import java.util.Comparator;

/**
 * A table, as PostgreSQL stores its name: folded to lower case unless it was quoted.
 *
 * @param schema the schema
 * @param name the table within it
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
