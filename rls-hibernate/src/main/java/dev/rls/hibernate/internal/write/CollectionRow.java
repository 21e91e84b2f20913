package dev.rls.hibernate.internal.write;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.StoredName;
import dev.rls.policy.evaluate.Row;
import java.util.Arrays;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;

/** A row of a collection's own table, which refers to the owner, and perhaps by element and index to others. */
final class CollectionRow implements Row {

    private final AbstractCollectionPersister persister;
    private final Object owner;
    private final @Nullable Object element;
    private final @Nullable Object index;
    private final RowSource rows;

    /**
     * A row.
     *
     * @param persister of the collection
     * @param owner the owner, or its key
     * @param element the element
     * @param index the index or key of a map, if the collection has any
     * @param rows where the rows come from that it refers to
     */
    CollectionRow(
            AbstractCollectionPersister persister,
            Object owner,
            @Nullable Object element,
            @Nullable Object index,
            RowSource rows) {
        this.persister = persister;
        this.owner = owner;
        this.element = element;
        this.index = index;
        this.rows = rows;
    }

    /** The policies of such tables ask for what their rows refer to, and nothing else. */
    @Override
    public @Nullable Object value(ColumnRef column) {
        return rows.identifier(target(column.column()));
    }

    @Override
    public @Nullable Row follow(Association association) {
        Object target = target(association.column());
        return target == null ? null : rows.of(association.target(), target);
    }

    private @Nullable Object target(String column) {
        PluralAttributeMapping attribute = persister.getAttributeMapping();
        if (isOneOf(persister.getKeyColumnNames(), column)) {
            return owner;
        }
        if (isOneOf(persister.getElementColumnNames(), column)) {
            return referred(attribute.getElementDescriptor(), element, column);
        }
        return attribute.getIndexDescriptor() == null ? null : referred(attribute.getIndexDescriptor(), index, column);
    }

    /** What is referred to by a column, which may be an attribute of an embedded value. */
    private static @Nullable Object referred(ModelPart part, @Nullable Object value, String column) {
        if (value == null || !(part instanceof EmbeddableValuedModelPart embedded)) {
            return value;
        }
        EmbeddableMappingType type = embedded.getEmbeddableTypeDescriptor();
        for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
            AttributeMapping attribute = type.getAttributeMapping(i);
            if (holds(attribute, column)) {
                return referred(attribute, type.getValue(value, attribute.getStateArrayPosition()), column);
            }
        }
        throw new UndecidableException(column);
    }

    private static boolean holds(AttributeMapping attribute, String column) {
        String[] names = new String[attribute.getJdbcTypeCount()];
        attribute.forEachSelectable((i, selectable) -> names[i] = selectable.getSelectionExpression());
        return isOneOf(names, column);
    }

    private static boolean isOneOf(String[] names, String column) {
        return Arrays.stream(names)
                .anyMatch(name -> name != null && StoredName.of(name).equals(column));
    }
}
