package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.evaluate.Row;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventSource;
import org.hibernate.mapping.Table;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the rows of a collection's own table before they are written: by who may write the owner, and so that no
 * row leads to anything its writer cannot see. Inserts a database rejects by itself; updates and deletes of such rows it
 * would pass over, and Hibernate does not ask how many there were.
 *
 * @param persister of the collection
 * @param table its table
 * @param seen which rows of the table the claims see, or null if no policy hides any
 */
public record CollectionGuard(
        AbstractCollectionPersister persister,
        Table table,
        @Nullable SeenRows seen) {

    /** Whether no filter but those of the policies narrows what a session sees: what they hide is not deleted unseen. */
    public boolean isNarrowedByPoliciesAlone(SharedSessionContractImplementor session) {
        return ProtectedUnit.of(session.getFactory()) != null
                && session.getLoadQueryInfluencers().getEnabledFilters().keySet().stream()
                        .allMatch(PolicyFilter::isOurs);
    }

    /**
     * Before all rows are deleted by one statement, which knows no filter; a database keeps what it hides. What is hidden
     * here is kept by {@link #removeSeen}, and with it the owner. With an owner that is deleted its own guard decides about
     * what was not loaded.
     */
    public void remove(Object key, SharedSessionContractImplementor session) {
        ProtectedEntity entity = entity(session);
        PersistentCollection<?> collection =
                session.getPersistenceContextInternal().getCollection(new CollectionKey(persister, key));
        if (entity == null) {
            return;
        }
        if (collection == null || !isOfOwner(collection, key, session)) {
            refuseUnknown(entity, key, session);
            return;
        }
        requireOwner(entity, collection, Operation.DELETE, session);
        if (!databaseDecides(session)) {
            if (isDeleted(ownerEntry(collection, session))) {
                requireNoHidden(entity, key, session);
            } else if (!collection.wasInitialized()) {
                collection.forceInitialization();
            }
        }
        Serializable loaded = collection.getStoredSnapshot();
        if (loaded != null) {
            delete(entity, collection, key, positions(loaded), session);
        }
    }

    /**
     * Deletes all rows but those that the claims do not see, as a database does.
     *
     * @param delete Hibernate's statement for all rows; null if nothing can be added to it
     * @return false if no row is hidden, so that Hibernate may delete them all
     */
    public boolean removeSeen(Object key, @Nullable String delete, SharedSessionContractImplementor session) {
        ProtectedEntity entity = entity(session);
        SeenRows narrowed = entity == null ? null : hiding(entity, session);
        if (entity == null || narrowed == null) {
            return false;
        }
        if (delete == null) {
            requireNoHidden(entity, key, session);
            return false;
        }
        new RowsOfKey(persister, key, session).delete(delete, narrowed);
        return true;
    }

    private void requireNoHidden(ProtectedEntity entity, Object key, SharedSessionContractImplementor session) {
        SeenRows narrowed = hiding(entity, session);
        if (narrowed != null && new RowsOfKey(persister, key, session).hidden(narrowed) > 0) {
            throw Messages.rowsNotSeen(entity);
        }
    }

    /** Null where no rows are hidden that Hibernate would write over: all lead to the owner alone, or a database keeps them. */
    private @Nullable SeenRows hiding(ProtectedEntity entity, SharedSessionContractImplementor session) {
        int owners = ProtectedUnit.required(session.getFactory()).entity(persister.getOwnerEntityPersister()) == null
                ? 0
                : 1;
        boolean leadsToOthers = entity.scoped().declaration().attributes().size() > owners;
        return leadsToOthers && !databaseDecides(session) ? seen : null;
    }

    private boolean isOfOwner(
            PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        Object owner = collection.getOwner();
        return owner == null || key.equals(persister.getCollectionType().getKeyOfOwner(owner, session));
    }

    /** A session, other than a stateless one, knows the collections of what it loaded: this one came from another session. */
    private void refuseUnknown(ProtectedEntity entity, Object key, SharedSessionContractImplementor session) {
        if (session instanceof EventSource
                && !databaseDecides(session)
                && new RowsOfKey(persister, key, session).count() > 0) {
            throw Messages.rowNotTouchable(entity, Operation.DELETE, entity.restrictions(Operation.SELECT));
        }
    }

    /** Where no database looks again, the owner's row may have become another tenant's since it was loaded. */
    private static void requireOwner(
            ProtectedEntity entity,
            PersistentCollection<?> collection,
            Operation operation,
            SharedSessionContractImplementor session) {
        EntityEntry entry = ownerEntry(collection, session);
        if (databaseDecides(session)
                || entry == null
                || !entry.isExistsInDatabase()
                || ProtectedUnit.required(session.getFactory()).entity(entry.getPersister()) == null) {
            return;
        }
        session.getJdbcCoordinator().executeBatch();
        if (DatabaseRow.find(entry.getPersister(), entry.getId(), session) == null) {
            throw Messages.rowNotTouchable(entity, operation, entity.restrictions(operation));
        }
    }

    private static boolean isDeleted(@Nullable EntityEntry owner) {
        return owner == null || owner.getStatus().isDeletedOrGone();
    }

    /** Null where the session does not know the owner. */
    private static @Nullable EntityEntry ownerEntry(
            PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        Object owner = collection.getOwner();
        return owner == null ? null : session.getPersistenceContextInternal().getEntry(owner);
    }

    /** Before rows are deleted that are no longer in the collection. */
    public void delete(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        ProtectedEntity entity = entity(session);
        if (entity != null) {
            Iterator<?> deletes = collection.getDeletes(persister, false);
            if (deletes.hasNext()) {
                requireOwner(entity, collection, Operation.DELETE, session);
                HiddenIndexes hidden = new HiddenIndexes(entity, hiding(entity, session), persister, key, session);
                collection.getDeletes(persister, false).forEachRemaining(at -> hidden.refuse(at, Operation.DELETE));
                delete(entity, collection, key, deletes, session);
            }
        }
    }

    /** Nobody counts the rows that such a statement finds, so a database would keep them without a word. */
    private void delete(
            ProtectedEntity entity,
            PersistentCollection<?> collection,
            Object key,
            Iterator<?> positions,
            SharedSessionContractImplementor session) {
        GuardedWrite write = new GuardedWrite(entity, Operation.DELETE, session);
        Serializable loaded = collection.getStoredSnapshot();
        positions.forEachRemaining(position -> {
            Object element = element(loaded, position);
            if (element != null) { // a gap in a list has no row
                write.change(row(collection, key, element, persister.hasIndex() ? position : null, session), null);
            }
        });
    }

    /** What leads to the elements of a snapshot: indexes, keys of a map, or the elements of a set. */
    private static Iterator<?> positions(Serializable snapshot) {
        return snapshot instanceof Map<?, ?> map
                ? map.keySet().iterator()
                : IntStream.range(0, size(snapshot)).iterator();
    }

    private static @Nullable Object element(Serializable snapshot, Object position) {
        if (snapshot instanceof Map<?, ?> map) {
            return map.get(position);
        }
        return snapshot instanceof List<?> list
                ? list.get((Integer) position)
                : Array.get(snapshot, (Integer) position);
    }

    private static int size(Serializable snapshot) {
        if (snapshot instanceof Map<?, ?> map) {
            return map.size();
        }
        return snapshot instanceof Collection<?> values ? values.size() : Array.getLength(snapshot);
    }

    /** Before all rows are inserted. */
    public void recreate(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        if (!databaseDecides(session)) {
            each(
                    collection,
                    key,
                    session,
                    Operation.INSERT,
                    (entry, position) -> collection.entryExists(entry, position));
        }
    }

    /** Before new rows are inserted. */
    public void insert(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        if (!databaseDecides(session)) {
            Type type = persister.getElementType();
            each(
                    collection,
                    key,
                    session,
                    Operation.INSERT,
                    (entry, position) -> collection.needsInserting(entry, position, type));
        }
    }

    /** Before rows are updated. */
    public void update(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        Type type = persister.getElementType();
        each(
                collection,
                key,
                session,
                Operation.UPDATE,
                (entry, position) -> collection.needsUpdating(entry, position, type));
    }

    private void each(
            PersistentCollection<?> collection,
            Object key,
            SharedSessionContractImplementor session,
            Operation operation,
            Included included) {
        ProtectedEntity entity = entity(session);
        if (entity == null) {
            return;
        }
        GuardedWrite write = new GuardedWrite(entity, operation, session);
        HiddenIndexes hidden = new HiddenIndexes(entity, hiding(entity, session), persister, key, session);
        Iterator<?> entries = collection.entries(persister);
        boolean first = true;
        for (int i = 0; entries.hasNext(); i++) {
            Object entry = entries.next();
            if (included.is(entry, i)) {
                if (first) {
                    requireOwner(entity, collection, operation, session);
                    first = false;
                }
                Object index = persister.hasIndex() ? collection.getIndex(entry, i, persister) : null;
                hidden.refuse(index, operation);
                Row after = row(collection, key, collection.getElement(entry), index, session);
                if (operation == Operation.INSERT) {
                    write.insert(after, false);
                } else {
                    write.change(row(collection, key, collection.getSnapshotElement(entry, i), index, session), after);
                }
            }
        }
    }

    private Row row(
            PersistentCollection<?> collection,
            Object key,
            @Nullable Object element,
            @Nullable Object index,
            SharedSessionContractImplementor session) {
        Object owner = collection.getOwner();
        return new CollectionRow(persister, owner == null ? key : owner, element, index, new SessionRows(session));
    }

    /** Null if there is nothing to check. */
    private @Nullable ProtectedEntity entity(SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        return unit == null || persister.isInverse()
                ? null
                : unit.derived(table).orElse(null);
    }

    private static boolean databaseDecides(SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        return unit == null || unit.databaseDecides();
    }

    @FunctionalInterface
    private interface Included {
        boolean is(Object entry, int position);
    }
}
