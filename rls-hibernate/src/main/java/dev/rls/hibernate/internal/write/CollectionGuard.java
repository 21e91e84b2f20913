package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.evaluate.Row;
import java.util.Iterator;
import java.util.Optional;
import org.hibernate.collection.spi.PersistentCollection;
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

    /** Whether a statement that deletes all rows of a collection deletes none that a filter hides. */
    public boolean keepsHiddenRows(SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        return unit != null
                && session.getLoadQueryInfluencers().getEnabledFilters().keySet().stream()
                        .allMatch(PolicyFilter::isOurs)
                && (unit.databaseDecides() || leadsToOwnerAlone(unit));
    }

    private boolean leadsToOwnerAlone(ProtectedUnit unit) {
        return unit.derived(table)
                .filter(entity -> entity.scoped().declaration().attributes().size() == 1)
                .isPresent();
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
