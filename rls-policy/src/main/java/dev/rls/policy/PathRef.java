package dev.rls.policy;

/**
 * An attribute of the row that an association leads to; null if there is no such row, or none that the claims may see.
 *
 * @param association the way
 * @param target what is read there: a {@link ColumnRef}, or a {@link PathRef} that leads on
 */
public record PathRef(Association association, Operand target) implements Operand {

    @Override
    public ValueType type() {
        return target.type();
    }
}
