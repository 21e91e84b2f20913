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
import java.util.Map;
import java.util.Optional;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.Table;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.type.Type;

/**
 * Decides about the rows of a collection's own table before they are written, where no database does: a row must not lead
 * to anything that its writer cannot see.
 *
 * @param persister of the collection
 * @param table its table
 */
public record CollectionGuard(AbstractCollectionPersister persister, Table table) {

    /** Whether no filter but those of the policies narrows what a session sees: what they hide is not deleted unseen. */
    public boolean isNarrowedByPoliciesAlone(SharedSessionContractImplementor session) {
        return ProtectedUnit.of(session.getFactory()) != null
                && session.getLoadQueryInfluencers().getEnabledFilters().keySet().stream()
                        .allMatch(PolicyFilter::isOurs);
    }

    /**
     * Before all rows are deleted by one statement, which knows no filter; a database keeps what it hides. There are hidden
     * ones if there are more than were loaded.
     */
    public void remove(Object key, SharedSessionContractImplementor session) {
        ProtectedEntity entity = persister.isInverse() ? null : entity(session).orElse(null);
        PersistentCollection<?> collection =
                session.getPersistenceContextInternal().getCollection(new CollectionKey(persister, key));
        Serializable loaded = collection == null ? null : collection.getStoredSnapshot();
        if (entity != null
                && loaded != null
                && leadsToOthers(entity)
                && new RowsOfKey(persister, key, session).count() > size(loaded)) {
            throw Messages.rowNotTouchable(entity, Operation.DELETE, entity.restrictions(Operation.SELECT));
        }
    }

    private static boolean leadsToOthers(ProtectedEntity entity) {
        return entity.scoped().declaration().attributes().size() > 1;
    }

    private static int size(Serializable snapshot) {
        if (snapshot instanceof Map<?, ?> map) {
            return map.size();
        }
        return snapshot instanceof Collection<?> values ? values.size() : Array.getLength(snapshot);
    }

    /** Before all rows are inserted. */
    public void recreate(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        each(collection, key, session, Operation.INSERT, (entry, position) -> collection.entryExists(entry, position));
    }

    /** Before new rows are inserted. */
    public void insert(PersistentCollection<?> collection, Object key, SharedSessionContractImplementor session) {
        Type type = persister.getElementType();
        each(
                collection,
                key,
                session,
                Operation.INSERT,
                (entry, position) -> collection.needsInserting(entry, position, type));
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
        Optional<ProtectedEntity> entity = persister.isInverse() ? Optional.empty() : entity(session);
        if (entity.isEmpty()) {
            return;
        }
        GuardedWrite write = new GuardedWrite(entity.get(), operation, session);
        Iterator<?> entries = collection.entries(persister);
        for (int i = 0; entries.hasNext(); i++) {
            Object entry = entries.next();
            if (included.is(entry, i)) {
                Row after = row(collection, key, entry, i, collection.getElement(entry), session);
                if (operation == Operation.INSERT) {
                    write.insert(after, false);
                } else {
                    write.change(
                            row(collection, key, entry, i, collection.getSnapshotElement(entry, i), session), after);
                }
            }
        }
    }

    private Row row(
            PersistentCollection<?> collection,
            Object key,
            Object entry,
            int position,
            Object element,
            SharedSessionContractImplementor session) {
        Object owner = collection.getOwner();
        return new CollectionRow(
                persister,
                owner == null ? key : owner,
                element,
                persister.hasIndex() ? collection.getIndex(entry, position, persister) : null,
                new SessionRows(session));
    }

    private Optional<ProtectedEntity> entity(SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        return unit == null || unit.databaseDecides() ? Optional.empty() : unit.derived(table);
    }

    @FunctionalInterface
    private interface Included {
        boolean is(Object entry, int position);
    }
}
