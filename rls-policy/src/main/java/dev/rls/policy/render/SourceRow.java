package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.Predicate;
import dev.rls.policy.TableName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The row whose columns an expression names.
 *
 * @param association the way that led to it, or null for the row the whole predicate is about
 * @param qualifier what stands before its columns, with the dot; empty for nothing
 * @param within the same inside of a subquery, where another table has columns too
 * @param depth how many subqueries surround it
 * @param taken names of tables in lower case, which no alias has
 */
record SourceRow(@Nullable Association association, String qualifier, String within, int depth, Set<String> taken) {

    /** The row of a table, whose columns need the table's name where another table is near. */
    static SourceRow of(TableName table, Predicate predicate) {
        Set<TableName> tables = new HashSet<>();
        tables.add(table);
        Paths.of(predicate).forEach(association -> tables.add(association.table()));
        return first("", SqlText.identifier(table.name()) + ".", tables);
    }

    /** A row with qualifiers of the caller's. */
    static SourceRow first(String qualifier, String within, Set<TableName> tables) {
        Set<String> taken = tables.stream()
                .map(table -> table.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return new SourceRow(null, qualifier, within, 0, taken);
    }

    /** The row in a subquery about what an association leads to. */
    SourceRow follow(Association next) {
        String alias = alias(depth + 1) + ".";
        return new SourceRow(next, alias, alias, depth + 1, taken);
    }

    /** The alias of this row. */
    String alias() {
        return alias(depth);
    }

    private String alias(int wanted) {
        int number = 0;
        for (int found = 0; found < wanted; ) {
            number++;
            if (!taken.contains("q" + number)) {
                found++;
            }
        }
        return "q" + number;
    }
}
