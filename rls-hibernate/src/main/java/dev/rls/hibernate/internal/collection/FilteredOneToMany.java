package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.write.ElementGuard;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.CollectionLoader;
import org.hibernate.mapping.Collection;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.collection.OneToManyPersister;
import org.jspecify.annotations.Nullable;

/** A collection of entities, which is loaded before it answers, and whose elements are checked before the owner writes them. */
public final class FilteredOneToMany extends OneToManyPersister {

    private final ElementGuard guard = new ElementGuard(this);
    private final KeptLoader loader = new KeptLoader(this, this::createSingleKeyCollectionLoader);

    /** Made by Hibernate. */
    public FilteredOneToMany(
            Collection collection, @Nullable CollectionDataAccess cache, RuntimeModelCreationContext context) {
        super(collection, cache, context);
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

    @Override
    public void recreate(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.recreate(collection, session);
        super.recreate(collection, key, session);
    }

    @Override
    public void insertRows(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.insert(collection, session);
        super.insertRows(collection, key, session);
    }

    @Override
    public void deleteRows(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        guard.delete(collection, session);
        super.deleteRows(collection, key, session);
    }

    @Override
    public void remove(Object key, SharedSessionContractImplementor session) {
        guard.remove(key, session);
        super.remove(key, session);
    }
}
