package dev.rls.hibernate.internal.persister;

import java.util.Set;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.Locking;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.dialect.lock.LockingStrategy;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.SingleIdEntityLoader;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationHelper;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.SingleTableEntityPersister;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.type.EntityType;
import org.jspecify.annotations.Nullable;

/** Hibernate's, with {@link InverseOneToOne}, and with filters where Hibernate asks for a row by its key alone. */
public final class FilteredSingleTable extends SingleTableEntityPersister {

    private final boolean joinsUnchecked;
    private final KeptLoader loader = new KeptLoader(this);

    /** Made by Hibernate. */
    public FilteredSingleTable(
            PersistentClass entity,
            @Nullable EntityDataAccess cache,
            @Nullable NaturalIdDataAccess naturalIdCache,
            RuntimeModelCreationContext context) {
        super(entity, cache, naturalIdCache, context);
        joinsUnchecked = UncheckedJoins.areIn(entity);
    }

    @Override
    public boolean isAffectedByEnabledFilters(
            Set<ManagedMappingType> visited, LoadQueryInfluencers influencers, boolean byKey) {
        return super.isAffectedByEnabledFilters(visited, influencers, byKey) || joinsUnchecked;
    }

    @Override
    @SuppressWarnings("removal") // what takes the place of LockOptions is not there yet
    protected SingleIdEntityLoader<?> determineLoaderToUse(
            SharedSessionContractImplementor session, @Nullable LockOptions lock) {
        SingleIdEntityLoader<?> kept = loader.of(session, lock);
        return kept == null ? super.determineLoaderToUse(session, lock) : kept;
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
    public EntityPersister resolveConcreteProxyTypeForId(Object id, SharedSessionContractImplementor session) {
        return isConcreteProxy() && SeenRow.isAskedFor(this)
                ? ConcreteType.of(this, id, session)
                : super.resolveConcreteProxyTypeForId(id, session).getEntityPersister();
    }

    @Override
    @SuppressWarnings("removal") // what takes the place of the scope is not there yet
    protected LockingStrategy generateLocker(LockMode mode, Locking.Scope scope) {
        LockingStrategy locker = super.generateLocker(mode, scope);
        return SeenRow.isAskedFor(this) ? SeenRowLock.of(this, mode, locker) : locker;
    }

    @Override
    public @Nullable Object getCurrentVersion(Object id, SharedSessionContractImplementor session) {
        return !SeenRow.isAskedFor(this) || SeenRow.of(this, id, session).isThere()
                ? super.getCurrentVersion(id, session)
                : null;
    }

    @Override
    public Object forceVersionIncrement(Object id, Object version, SharedSessionContractImplementor session) {
        SeenRowLock.beforeIncrement(this, id, session);
        return super.forceVersionIncrement(id, version, session);
    }

    @Override
    public Object forceVersionIncrement(
            Object id, Object version, boolean batching, SharedSessionContractImplementor session) {
        SeenRowLock.beforeIncrement(this, id, session);
        return super.forceVersionIncrement(id, version, batching, session);
    }
}
