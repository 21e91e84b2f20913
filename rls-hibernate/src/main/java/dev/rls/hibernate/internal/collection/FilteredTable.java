package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.write.CollectionGuard;
import dev.rls.hibernate.internal.write.SeenRows;
import java.util.Set;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.CollectionLoader;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.collection.BasicCollectionPersister;
import org.hibernate.persister.collection.mutation.RemoveCoordinatorStandard;
import org.jspecify.annotations.Nullable;

/** A collection with a table of its own, which is loaded before it answers, and whose rows are checked before they are written. */
public final class FilteredTable extends BasicCollectionPersister {

    private final boolean leadsAnywhere;
    private final CollectionGuard guard;
    private final KeptLoader loader = new KeptLoader(this, this::createSingleKeyCollectionLoader);

    /** Made by Hibernate. */
    public FilteredTable(
            Collection collection, @Nullable CollectionDataAccess cache, RuntimeModelCreationContext context) {
        super(collection, cache, context);
        leadsAnywhere = collection.getElement() instanceof Any;
        guard = new CollectionGuard(this, collection.getCollectionTable(), SeenRows.of(collection, this));
    }

    @Override
    protected CollectionLoader determineLoaderToUse(Object key, SharedSessionContractImplementor session) {
        CollectionLoader kept = loader.of(session);
        return kept == null ? super.determineLoaderToUse(key, session) : kept;
    }

    @Override
    public int getSize(Object key, SharedSessionContractImplementor session) {
        Loaded loaded = Loaded.of(this, key, session);
        return loaded == null ? super.getSize(key, session) : loaded.size();
    }

    @Override
    public boolean indexExists(Object key, Object index, SharedSessionContractImplementor session) {
        Loaded loaded = Loaded.of(this, key, session);
        return loaded == null ? super.indexExists(key, index, session) : loaded.hasIndex(index);
    }

    @Override
    public boolean elementExists(Object key, Object element, SharedSessionContractImplementor session) {
        Loaded loaded = Loaded.of(this, key, session);
        return loaded == null ? super.elementExists(key, element, session) : loaded.hasElement(element);
    }

    @Override
    public @Nullable Object getElementByIndex(
            Object key, Object index, SharedSessionContractImplementor session, Object owner) {
        Loaded loaded = Loaded.of(this, key, session);
        return loaded == null ? super.getElementByIndex(key, index, session, owner) : loaded.at(index);
    }

    /** Hibernate does not look at where polymorphic elements lead. */
    @Override
    public boolean isAffectedByEnabledFilters(LoadQueryInfluencers influencers, boolean byKey) {
        return super.isAffectedByEnabledFilters(influencers, byKey)
                || (leadsAnywhere && influencers.hasEnabledFilters());
    }

    @Override
    public boolean isAffectedByEnabledFilters(
            Set<ManagedMappingType> visited, LoadQueryInfluencers influencers, boolean byKey) {
        return super.isAffectedByEnabledFilters(visited, influencers, byKey) || leadsAnywhere;
    }

    /**
     * Hibernate recreates no collection of which a filter hides rows, because they would be deleted unseen; a bag could not
     * be changed then. What ours hide is kept, so only the caches must know of them.
     */
    @Override
    public boolean isAffectedByEnabledFilters(SharedSessionContractImplementor session) {
        return super.isAffectedByEnabledFilters(session) && (hasCache() || !guard.isNarrowedByPoliciesAlone(session));
    }

    @Override
    public void remove(Object key, SharedSessionContractImplementor session) {
        guard.remove(key, session);
        if (!guard.removeSeen(key, deleteAll(), session)) {
            super.remove(key, session);
        }
    }

    /** Null where it is none that a condition can be added to: SQL of the mapping, or one that keeps what it deletes. */
    private @Nullable String deleteAll() {
        return getCollectionTableMapping().getDeleteDetails().getCustomSql() == null
                        && getRemoveCoordinator() instanceof RemoveCoordinatorStandard standard
                        && getAttributeMapping().getTemporalMapping() == null
                ? standard.getSqlString()
                : null;
    }

    @Override
    public void recreate(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.recreate(collection, key, session);
        super.recreate(collection, key, session);
    }

    @Override
    public void insertRows(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.insert(collection, key, session);
        super.insertRows(collection, key, session);
    }

    @Override
    public void deleteRows(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.delete(collection, key, session);
        super.deleteRows(collection, key, session);
    }

    @Override
    public void updateRows(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.update(collection, key, session);
        super.updateRows(collection, key, session);
    }
}
