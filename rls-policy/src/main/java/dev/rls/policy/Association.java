package dev.rls.policy;

/**
 * A way from a row to one other row, by a column that holds the key of that row.
 *
 * @param attribute the to-one attribute, with the embedded attributes it lies in, joined by dots
 * @param column the foreign key column of the row
 * @param type the type of the key
 * @param target the binary name of the entity it leads to
 * @param table the table of that entity
 * @param key the column of that table that holds the key
 * @param keyAttribute the attribute that is mapped to the key
 * @param visible which rows of that table the claims may see; {@link And#TRUE} if it has no policies
 */
public record Association(
        String attribute,
        String column,
        ValueType type,
        String target,
        TableName table,
        String key,
        String keyAttribute,
        Predicate visible) {}
