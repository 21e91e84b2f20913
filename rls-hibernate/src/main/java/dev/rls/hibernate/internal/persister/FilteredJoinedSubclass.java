package dev.rls.hibernate.internal.persister;

import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationHelper;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.JoinedSubclassEntityPersister;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.type.EntityType;
import org.jspecify.annotations.Nullable;

/** Hibernate's, with {@link InverseOneToOne}, and with filters where Hibernate asks for a row by its key alone. */
public final class FilteredJoinedSubclass extends JoinedSubclassEntityPersister {

    /** Made by Hibernate. */
    public FilteredJoinedSubclass(
            PersistentClass entity,
            @Nullable EntityDataAccess cache,
            @Nullable NaturalIdDataAccess naturalIdCache,
            RuntimeModelCreationContext context) {
        super(entity, cache, naturalIdCache, context);
    }

    @Override
    protected AttributeMapping buildSingularAssociationAttributeMapping(
            String name,
            NavigableRole role,
            int statePosition,
            int fetchableIndex,
            Property property,
            ManagedMappingType declaringType,
            EntityPersister declaringEntity,
            EntityType type,
            PropertyAccess access,
            CascadeStyle cascade,
            MappingModelCreationProcess process) {
        return MappingModelCreationHelper.buildSingularAssociationAttributeMapping(
                name,
                role,
                statePosition,
                fetchableIndex,
                property,
                declaringType,
                declaringEntity,
                type,
                access,
                cascade,
                process,
                InverseOneToOne.of(property));
    }

    @Override
    protected @Nullable Object initializeLazyPropertiesFromDatastore(
            Object instance, Object id, EntityEntry entry, String attribute, SharedSessionContractImplementor session) {
        LazyState state = LazyState.of(this, instance, attribute, isNonLazyPropertyName(attribute));
        return state.load(
                id, session, (value, index, type) -> initializeLazyProperty(instance, entry, value, index, type));
    }

    @Override
    public EntityMappingType resolveConcreteProxyTypeForId(Object id, SharedSessionContractImplementor session) {
        return isConcreteProxy() && SeenRow.isAskedFor(this)
                ? ConcreteType.of(this, id, session)
                : super.resolveConcreteProxyTypeForId(id, session);
    }
}
