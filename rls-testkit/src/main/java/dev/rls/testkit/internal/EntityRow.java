package dev.rls.testkit.internal;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.evaluate.Row;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The row of an entity in memory, for the evaluator.
 *
 * @param factory where it is mapped
 * @param table its mapping
 * @param entity the entity
 */
record EntityRow(SessionFactoryImplementor factory, MappedTable table, Object entity) implements Row {

    static EntityRow of(SessionFactoryImplementor factory, Object entity) {
        return new EntityRow(factory, MappedTable.of(factory, Hibernate.getClass(entity)), entity);
    }

    @Override
    public @Nullable Object value(ColumnRef column) {
        if (column.column().equals(table.id().name())) {
            return table.identifier().getIdentifier(entity);
        }
        MappedColumn mapped = mapped(column.column());
        return mapped.stored(mapped.relational(mapped.get(entity)));
    }

    @Override
    public @Nullable Row follow(Association association) {
        Object target = mapped(association.column()).get(entity);
        return target == null ? null : of(factory, Hibernate.unproxy(target));
    }

    private MappedColumn mapped(String column) {
        return table.columns().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(table.entity() + " has no column " + column));
    }
}
