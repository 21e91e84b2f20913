package dev.rls.policy;

/**
 * A column of the protected row, with the attribute that is mapped to it.
 *
 * @param attribute the attribute of the entity
 * @param column the name as PostgreSQL stores it (folded unless it was quoted)
 * @param type the type of both
 */
public record ColumnRef(String attribute, String column, ValueType type) implements Operand {}
