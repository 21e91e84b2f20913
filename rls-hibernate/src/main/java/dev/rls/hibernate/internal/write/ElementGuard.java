package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.evaluate.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.persister.collection.OneToManyPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the elements of a collection whose owner writes a column of their table: to link or release an element is
 * to update it. Of such an update Hibernate does not ask how many rows it found, so a database that keeps them would do so
 * without a word.
 *
 * @param persister of the collection
 */
public record ElementGuard(OneToManyPersister persister) {

    /** Before all elements are linked. */
    public void recreate(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        Iterator<?> entries = collection.entries(persister);
        for (int i = 0; entries.hasNext(); i++) {
            Object entry = entries.next();
            if (collection.entryExists(entry, i)) {
                check(collection.getElement(entry), session);
            }
        }
    }

    /** Before new elements are linked. */
    public void insert(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        Type type = persister.getElementType();
        Iterator<?> entries = collection.entries(persister);
        for (int i = 0; entries.hasNext(); i++) {
            Object entry = entries.next();
            if (collection.needsInserting(entry, i, type)) {
                check(collection.getElement(entry), session);
            }
        }
    }

    /** Before elements are released that are no longer in the collection. */
    public void delete(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        collection.getDeletes(persister, true).forEachRemaining(element -> check(element, session));
    }

    /** Before all elements are released by one statement, which knows no filter; a database keeps what it hides. */
    public void remove(Object key, SharedSessionContractImplementor session) {
        if (entity(session) != null
                && !ProtectedUnit.required(session.getFactory()).databaseDecides()) {
            identifiers(key, session).forEach(id -> check(id, session));
        }
    }

    private void check(Object element, SharedSessionContractImplementor session) {
        ProtectedEntity entity = entity(session);
        if (entity == null) {
            return;
        }
        Row row = new SessionRows(session, true).of(element().getEntityName(), element);
        if (row == null) {
            throw Messages.rowNotSeen(entity, Operation.UPDATE);
        }
        new GuardedWrite(entity, Operation.UPDATE, session).change(row, row);
    }

    /** Null if there is nothing to check. */
    private @Nullable ProtectedEntity entity(SharedSessionContractImplementor session) {
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        return unit == null || persister.isInverse() ? null : unit.entity(element());
    }

    private EntityPersister element() {
        return Objects.requireNonNull(persister.getElementPersister());
    }

    private List<Object> identifiers(Object key, SharedSessionContractImplementor session) {
        if (!(element().getIdentifierMapping() instanceof BasicEntityIdentifierMapping identifier)) {
            throw Messages.undecidable(
                    Objects.requireNonNull(entity(session)),
                    Operation.UPDATE,
                    "the elements of " + persister.getRole() + ", whose key has several columns");
        }
        return new RowsOfKey(persister, key, session)
                .values(identifier.getSelectionExpression(), identifier.getJdbcMapping());
    }
}
