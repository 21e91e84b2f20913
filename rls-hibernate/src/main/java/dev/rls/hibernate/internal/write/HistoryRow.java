package dev.rls.hibernate.internal.write;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.StoredName;
import dev.rls.policy.evaluate.Row;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.CompositeIdentifierMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A row of a history, by its columns: the names of attributes are the auditor's, and what was the key of the entity is a
 * part of another key.
 */
final class HistoryRow implements Row {

    private final EntityPersister persister;
    private final @Nullable Object id;
    private final @Nullable Object[] state;

    /**
     * A row.
     *
     * @param persister of the history
     * @param id the identifier
     * @param state as the persister has it
     */
    HistoryRow(EntityPersister persister, @Nullable Object id, @Nullable Object[] state) {
        this.persister = persister;
        this.id = id;
        this.state = state;
    }

    @Override
    public @Nullable Object value(ColumnRef column) {
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            AttributeMapping attribute = persister.getAttributeMapping(i);
            if (isMappedTo(attribute, column)) {
                return stored(attribute, state[attribute.getStateArrayPosition()], column);
            }
        }
        if (id != null && persister.getIdentifierMapping() instanceof CompositeIdentifierMapping key) {
            EmbeddableMappingType type = key.getMappedIdEmbeddableTypeDescriptor();
            for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
                AttributeMapping attribute = type.getAttributeMapping(i);
                if (isMappedTo(attribute, column)) {
                    return stored(attribute, type.getValue(id, attribute.getStateArrayPosition()), column);
                }
            }
        }
        throw new UndecidableException(column.attribute());
    }

    private static boolean isMappedTo(AttributeMapping attribute, ColumnRef column) {
        return attribute instanceof BasicValuedModelPart basic
                && StoredName.of(basic.getSelectionExpression()).equals(column.column());
    }

    private static @Nullable Object stored(AttributeMapping attribute, @Nullable Object value, ColumnRef column) {
        return StoredValue.of(value, column.type(), (BasicValuedModelPart) attribute);
    }

    /** What it was a part of may be gone. */
    @Override
    public @Nullable Row follow(Association association) {
        throw new UndecidableException(association.attribute());
    }
}
