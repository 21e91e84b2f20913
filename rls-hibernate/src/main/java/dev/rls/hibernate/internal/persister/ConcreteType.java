package dev.rls.hibernate.internal.persister;

import java.util.List;
import java.util.Objects;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.WrongClassException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.persister.entity.EntityPersister;

/** Of which class the proxy of a {@code @ConcreteProxy} is. Hibernate asks unfiltered, and tells of every row by it. */
final class ConcreteType {

    private ConcreteType() {}

    static EntityPersister of(EntityPersister entity, Object id, SharedSessionContractImplementor session) {
        Object[] row = new SeenRow(entity, id, session)
                .read(List.of(Objects.requireNonNull(entity.getDiscriminatorMapping())));
        if (row == null) {
            throw new ObjectNotFoundException(entity.getEntityName(), id);
        }
        MappingMetamodel mappings = session.getFactory().getMappingMetamodel();
        EntityPersister concrete = row[0] instanceof Class<?> type
                ? mappings.getEntityDescriptor(type)
                : mappings.getEntityDescriptor((String) row[0]);
        if (!concrete.isTypeOrSuperType(entity)) {
            throw new WrongClassException(concrete.getEntityName(), id, entity.getEntityName(), row[0]);
        }
        return concrete;
    }
}
