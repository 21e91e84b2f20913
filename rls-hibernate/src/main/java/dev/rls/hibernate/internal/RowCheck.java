package dev.rls.hibernate.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.jspecify.annotations.Nullable;

/**
 * What a row that a query writes must satisfy, as text for statements on databases that do not check it themselves.
 *
 * @param parts the policies, all of which must hold
 * @param columns the columns of the table, by the names that stand between braces in the text
 * @param parameters how the parameters of the text are bound, by their names
 */
public record RowCheck(List<Part> parts, Map<String, Column> columns, Map<String, JdbcMapping> parameters) {

    /** The name of a column that was compiled; null for what a subclass adds to the table, which no policy reads. */
    public @Nullable String compiledName(@Nullable String written) {
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            if (column.getValue().name().equals(written)) {
                return column.getKey();
            }
        }
        return null;
    }

    /**
     * One policy.
     *
     * @param policy its name in a database with row security
     * @param text the condition: columns of the row in braces, parameters after colons
     * @param reads the columns of the row that it reads
     * @param held whether it holds for every row that the statement may touch, as long as none of these is assigned
     */
    public record Part(String policy, String text, Set<String> reads, boolean held) {}

    /**
     * A column.
     *
     * @param name as the dialect writes it
     * @param sqlType its type, by which an assigned value becomes what the column will hold
     */
    public record Column(String name, String sqlType) {}
}
