package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.Reference;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;

/**
 * What the tables of subclasses refer to. No changeset of their own puts a foreign key over the tenant there, so a policy asks
 * whether the other row can be seen.
 */
final class SubclassReferences {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;
    private final PersistentClass entity;

    private SubclassReferences(InFlightMetadataCollector metadata, ProtectedUnit unit, PersistentClass entity) {
        this.metadata = metadata;
        this.unit = unit;
        this.entity = entity;
    }

    /** Of the attributes whose columns are in the table of the entity. */
    static List<Reference> of(PersistentClass entity, InFlightMetadataCollector metadata, ProtectedUnit unit) {
        SubclassReferences references = new SubclassReferences(metadata, unit, entity);
        Class<?> type = entity.getClassName() == null ? Object.class : entity.getMappedClass();
        return entity.getPropertyClosure().stream()
                .flatMap(property -> references.of("", type, property))
                .toList();
    }

    private Stream<Reference> of(String prefix, Class<?> owner, Property property) {
        String path = prefix + property.getName();
        Value value = property.getValue();
        if (value instanceof Component component && component.getComponentClassName() != null) {
            return component.getProperties().stream()
                    .flatMap(part -> of(path + ".", component.getComponentClass(), part));
        }
        if (!(value instanceof ToOne toOne) || CrossingReferences.isOne(owner, property.getName())) {
            return Stream.of();
        }
        PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
        ProtectedEntity other = target == null ? null : unit.entity(target);
        Property key = target == null || MappedReferences.isSeveralTables(target.getRootClass())
                ? null
                : MappedReferences.key(toOne, target);
        String column = MappedReferences.column(toOne, table(toOne), metadata);
        String referenced = key == null
                ? null
                : MappedReferences.column(key.getValue(), target.getRootClass().getTable(), metadata);
        return other == null || column == null || referenced == null
                ? Stream.of()
                : Stream.of(new Reference(
                        path, column, other.entityName(), other.scoped().table(), referenced, null, false));
    }

    /** With a table per class, what a class above declares is in this table too, though its values name that class's. */
    private Table table(Value value) {
        PersistentClass above = entity instanceof UnionSubclass ? entity.getSuperclass() : null;
        while (above != null && !above.getTable().equals(value.getTable())) {
            above = above.getSuperclass();
        }
        return above == null ? entity.getTable() : above.getTable();
    }
}
