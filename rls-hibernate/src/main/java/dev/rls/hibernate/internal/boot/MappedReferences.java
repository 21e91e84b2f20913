package dev.rls.hibernate.internal.boot;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.StoredName;
import dev.rls.policy.TenantReferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * The columns by which protected entities refer to each other, as Hibernate bound them. What was compiled says the same where
 * names are standard; where they are not, this is right.
 */
final class MappedReferences {

    private final InFlightMetadataCollector metadata;
    private final Map<String, EntityDeclaration> declarations = new HashMap<>();
    private final Map<String, List<TenantReferences.Column>> columns = new HashMap<>();

    private MappedReferences(InFlightMetadataCollector metadata, List<PolicyIndex> indexes) {
        this.metadata = metadata;
        indexes.forEach(index ->
                index.declarations().forEach(declaration -> declarations.put(declaration.entity(), declaration)));
    }

    /** The indexes with the references of the mapping in place of those that were compiled, where there are others. */
    static PolicyIndexes in(PolicyIndexes indexes, InFlightMetadataCollector metadata) {
        MappedReferences mapped = new MappedReferences(metadata, indexes.list());
        metadata.getEntityBindings().forEach(mapped::read);
        metadata.getCollectionBindings().forEach(mapped::read);
        Map<String, List<Reference>> references = new HashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            EntityDeclaration declaration = mapped.declarations.get(String.valueOf(entity.getClassName()));
            if (entity instanceof RootClass && declaration != null) {
                references.put(
                        declaration.entity(),
                        TenantReferences.of(
                                declaration,
                                mapped.columns.getOrDefault(declaration.entity(), List.of()),
                                mapped.declarations::get));
            }
        }
        return new PolicyIndexes(indexes.list().stream()
                .map(index -> index.withReferences(references))
                .toList());
    }

    private void read(PersistentClass entity) {
        Class<?> type = entity.getClassName() == null ? null : entity.getMappedClass();
        if (type != null) {
            Property key = entity.getIdentifierProperty();
            Stream.concat(
                            key == null || !(entity instanceof RootClass) ? Stream.of() : Stream.of(key),
                            entity.getProperties().stream())
                    .forEach(property -> read(entity, "", type, property));
        }
    }

    private void read(PersistentClass entity, String prefix, Class<?> owner, Property property) {
        String path = prefix + property.getName();
        Value value = property.getValue();
        if (value instanceof Component component && component.getComponentClassName() != null) {
            component.getProperties().forEach(part -> read(entity, path + ".", component.getComponentClass(), part));
        } else if (value instanceof ToOne toOne) {
            PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
            if (target != null) {
                Property key = key(toOne, target);
                add(
                        entity.getRootClass(),
                        path,
                        toOne,
                        target.getRootClass(),
                        key,
                        CrossingReferences.isOne(owner, property.getName()));
            }
        }
    }

    /** What an association refers to. */
    static @Nullable Property key(ToOne toOne, PersistentClass target) {
        return toOne.isReferenceToPrimaryKey()
                ? target.getRootClass().getIdentifierProperty()
                : target.getReferencedProperty(toOne.getReferencedPropertyName());
    }

    /** What is referred to may then be in any of them, and neither a key nor a policy finds it. */
    static boolean isSeveralTables(RootClass root) {
        return root.getSubclasses().stream().anyMatch(UnionSubclass.class::isInstance);
    }

    /** The owner of the collection is what the elements refer to, by a column that it writes. */
    private void read(Collection collection) {
        PersistentClass owner = collection.getOwner();
        if (collection.getElement() instanceof OneToMany elements
                && !collection.isInverse()
                && owner.getClassName() != null) {
            PersistentClass element = metadata.getEntityBinding(elements.getReferencedEntityName());
            String attribute =
                    collection.getRole().substring(owner.getEntityName().length() + 1);
            String property = collection.getReferencedPropertyName();
            RootClass root = owner.getRootClass();
            add(
                    element.getRootClass(),
                    root.getEntityName() + "." + attribute,
                    collection.getKey(),
                    root,
                    property == null ? root.getIdentifierProperty() : owner.getReferencedProperty(property),
                    CrossingReferences.isOne(owner.getMappedClass(), attribute));
        }
    }

    /** One column of the entity's own table that refers to one of the other's. */
    private void add(
            RootClass entity,
            String attribute,
            Value value,
            RootClass target,
            @Nullable Property key,
            boolean crossing) {
        String column = column(value, entity.getTable());
        String referenced = key == null || isSeveralTables(target) ? null : column(key.getValue(), target.getTable());
        if (column != null && referenced != null && entity.getClassName() != null && target.getClassName() != null) {
            columns.computeIfAbsent(entity.getClassName(), name -> new ArrayList<>())
                    .add(new TenantReferences.Column(attribute, column, target.getClassName(), referenced, crossing));
        }
    }

    private @Nullable String column(Value value, Table table) {
        return column(value, table, metadata);
    }

    /** The one column of a value in a table, or null. */
    static @Nullable String column(Value value, Table table, InFlightMetadataCollector metadata) {
        return value.getColumnSpan() == 1
                        && value.getTable().equals(table)
                        && value.getSelectables().get(0) instanceof Column column
                ? StoredName.of(column.getNameIdentifier(metadata.getDatabase()).render())
                : null;
    }
}
