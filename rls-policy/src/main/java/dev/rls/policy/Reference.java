package dev.rls.policy;

import org.jspecify.annotations.Nullable;

/**
 * A column by which rows of an entity with a tenant refer to rows of another one. A foreign key does not ask row security,
 * so each is held inside the tenant by something of its own.
 *
 * @param attribute the association; with the class before it where another entity's association writes the column
 * @param column the column
 * @param target the binary name of the entity it refers to
 * @param table the table of that entity
 * @param key the column of that table that it refers to
 * @param tenant the column of that table that holds its tenant, or null if it has none
 * @param byKey whether a foreign key over tenant and column holds it inside the tenant: rows of both sides always have one
 *     in a column of their own. If not, such a key would forbid rows that all tenants share, or could not be made; then a
 *     policy wants what is written to refer to a row that can be seen
 */
public record Reference(
        String attribute,
        String column,
        String target,
        TableName table,
        String key,
        @Nullable String tenant,
        boolean byKey)
        implements Comparable<Reference> {

    /** How the names of the policies begin that look at references; no row policy makes such a name. */
    public static final String POLICY = "rls_reference_check";

    @Override
    public int compareTo(Reference other) {
        int byColumn = column.compareTo(other.column);
        return byColumn != 0 ? byColumn : attribute.compareTo(other.attribute);
    }
}
