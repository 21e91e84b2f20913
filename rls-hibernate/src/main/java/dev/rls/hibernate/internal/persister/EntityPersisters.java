package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.JoinedSubclassEntityPersister;
import org.hibernate.persister.entity.SingleTableEntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;

/** Which persister an entity gets. */
public final class EntityPersisters {

    private EntityPersisters() {}

    /**
     * Another one than Hibernate's where that would go astray.
     *
     * @param entity the entity
     * @param hibernates the persister that Hibernate has for it
     * @return the one it gets
     */
    public static Class<? extends EntityPersister> of(
            PersistentClass entity, Class<? extends EntityPersister> hibernates) {
        if (!isFiltered(entity)) {
            return hibernates;
        }
        if (hibernates == SingleTableEntityPersister.class) {
            return FilteredSingleTable.class;
        }
        if (hibernates == JoinedSubclassEntityPersister.class) {
            return FilteredJoinedSubclass.class;
        }
        return hibernates == UnionSubclassEntityPersister.class ? FilteredUnionSubclass.class : hibernates;
    }

    /** Whether there is something to filter: the entity itself, or what a query for its attributes may join. */
    private static boolean isFiltered(PersistentClass entity) {
        ProtectedUnit unit = ProtectedUnit.of(((SimpleValue) entity.getIdentifier()).getMetadata());
        return unit != null
                && (unit.entity(entity) != null
                        || UncheckedJoins.areIn(entity)
                        || entity.getPropertyClosure().stream().anyMatch(property -> joins(property.getValue(), unit)));
    }

    private static boolean joins(Value value, ProtectedUnit unit) {
        if (value instanceof Component component) {
            return component.getProperties().stream().anyMatch(property -> joins(property.getValue(), unit));
        }
        return value instanceof ToOne toOne
                && unit.entity(toOne.getMetadata().getEntityBinding(toOne.getReferencedEntityName())) != null;
    }
}
