package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;

/**
 * Joins to protected rows that Hibernate overlooks when it decides whether a load by key needs filters: it looks at the attributes
 * of the entity itself, and not at those of subclasses and embedded values, nor at where polymorphic links lead.
 */
final class UncheckedJoins {

    private final ProtectedUnit unit;
    private final Metadata metadata;
    private final Set<PersistentClass> visited = new HashSet<>();

    private UncheckedJoins(ProtectedUnit unit, Metadata metadata) {
        this.unit = unit;
        this.metadata = metadata;
    }

    /** Whether a load of the entity may have such a join. */
    static boolean areIn(PersistentClass entity) {
        Metadata metadata = ((SimpleValue) entity.getIdentifier()).getMetadata();
        ProtectedUnit unit = ProtectedUnit.of(metadata);
        if (unit == null) {
            return false;
        }
        List<Property> own = entity.getPropertyClosure();
        for (Property property : entity.getSubclassPropertyClosure()) {
            Value value = property.getValue();
            boolean overlooked = value instanceof Component || leadsAnywhere(value) || !own.contains(property);
            if (overlooked && new UncheckedJoins(unit, metadata).joins(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsAnywhere(Value value) {
        return value instanceof Any
                || (value instanceof Collection collection && collection.getElement() instanceof Any);
    }

    private boolean joins(Value value) {
        if (value instanceof Component component) {
            return component.getProperties().stream().anyMatch(property -> joins(property.getValue()));
        }
        if (value instanceof Any any) {
            return !any.isLazy();
        }
        if (value instanceof ToOne toOne) {
            return !toOne.isLazy() && reaches(toOne.getReferencedEntityName());
        }
        return value instanceof Collection collection
                && !collection.isLazy()
                && (unit.derived(collection.getCollectionTable()).isPresent()
                        || holds(collection.getElement())
                        || (collection instanceof IndexedCollection indexed && holds(indexed.getIndex())));
    }

    /** Of elements and keys of a joined collection, which are loaded with it. */
    private boolean holds(Value value) {
        if (value instanceof OneToMany elements) {
            return reaches(elements.getReferencedEntityName());
        }
        return value instanceof ToOne toOne
                ? reaches(toOne.getReferencedEntityName())
                : value instanceof Any || joins(value);
    }

    private boolean reaches(String name) {
        PersistentClass entity = metadata.getEntityBinding(name);
        if (entity == null || unit.entity(entity) != null) {
            return entity != null;
        }
        return visited.add(entity)
                && entity.getSubclassPropertyClosure().stream().anyMatch(property -> joins(property.getValue()));
    }
}
