package dev.rls.hibernate.internal.persister;

import org.hibernate.mapping.PersistentClass;
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
        if (!InverseOneToOne.isIn(entity)) {
            return hibernates;
        }
        if (hibernates == SingleTableEntityPersister.class) {
            return InverseSingleTable.class;
        }
        if (hibernates == JoinedSubclassEntityPersister.class) {
            return InverseJoinedSubclass.class;
        }
        return hibernates == UnionSubclassEntityPersister.class ? InverseUnionSubclass.class : hibernates;
    }
}
