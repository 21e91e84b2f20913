package dev.rls.hibernate.internal.collection;

import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.collection.OneToManyPersister;
import org.jspecify.annotations.Nullable;

/** A collection of entities, which is loaded before it answers. */
public final class FilteredOneToMany extends OneToManyPersister {

    /** Made by Hibernate. */
    public FilteredOneToMany(
            Collection collection, @Nullable CollectionDataAccess cache, RuntimeModelCreationContext context) {
        super(collection, cache, context);
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
}
