package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.collection.spi.PersistentArrayHolder;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a collection once it is loaded. The statements by which Hibernate asks for a size or an element without
 * loading know no filter.
 *
 * @param collection the collection as the session has it
 */
record Loaded(PersistentCollection<?> collection) {

    /** Null where the database filters those statements, or the session has no such collection. */
    static @Nullable Loaded of(CollectionPersister persister, Object key, SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        if (unit == null || unit.databaseDecides()) {
            return null;
        }
        PersistentCollection<?> collection =
                session.getPersistenceContext().getCollection(new CollectionKey(persister, key));
        if (collection == null) {
            return null;
        }
        collection.forceInitialization();
        return new Loaded(collection);
    }

    int size() {
        if (collection instanceof Map<?, ?> map) {
            return map.size();
        }
        return collection instanceof PersistentArrayHolder<?> holder
                ? Array.getLength(holder.getArray())
                : ((Collection<?>) collection).size();
    }

    boolean hasElement(Object element) {
        return collection instanceof Map<?, ?> map
                ? map.containsValue(element)
                : ((Collection<?>) collection).contains(element);
    }

    boolean hasIndex(Object index) {
        return collection instanceof Map<?, ?> map ? map.containsKey(index) : at(index) != null;
    }

    @Nullable
    Object at(Object index) {
        if (collection instanceof Map<?, ?> map) {
            return map.get(index);
        }
        List<?> list = (List<?>) collection;
        int position = (Integer) index;
        return position >= 0 && position < list.size() ? list.get(position) : null;
    }
}
