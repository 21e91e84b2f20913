package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Positions and keys at which a collection has rows that the claims do not see. Hibernate writes a row by its position or
 * key alone: it would insert a second one there, or where the database has no key over them, write over the hidden one.
 */
final class HiddenIndexes {

    private final ProtectedEntity entity;
    private final @Nullable SeenRows seen;
    private final @Nullable CollectionPart index;
    private final RowsOfKey rows;
    private @Nullable Boolean any;

    /**
     * Of one owner.
     *
     * @param entity what protects the table
     * @param seen which of its rows the claims see, or null if all that have to be looked at
     */
    HiddenIndexes(
            ProtectedEntity entity,
            @Nullable SeenRows seen,
            AbstractCollectionPersister persister,
            Object key,
            SharedSessionContractImplementor session) {
        this.entity = entity;
        this.seen = seen;
        this.index = persister.hasPhysicalIndexColumn()
                ? persister.getAttributeMapping().getIndexDescriptor()
                : null;
        this.rows = new RowsOfKey(persister, key, session);
    }

    /** Where nothing is hidden it takes one statement to know, whatever is written. */
    void refuse(@Nullable Object at, Operation operation) {
        if (seen == null || index == null || at == null) {
            return;
        }
        if (any == null) {
            any = rows.hidden(seen) > 0;
        }
        if (any && rows.hidden(seen, index, at) > 0) {
            throw Messages.indexNotSeen(entity, operation);
        }
    }
}
