package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import jakarta.persistence.FlushModeType;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A write of all columns from an instance of which nobody knows what was loaded, as a stateless session makes it. A
 * reference that is null where there is no such row ({@code @NotFound(IGNORE)}) is null, too, where the row is hidden, so
 * to write the null may be to take away what the claims do not see.
 *
 * @param unit what is protected
 * @param persister of the entity
 * @param session who writes it
 */
record ReferencesKept(ProtectedUnit unit, EntityPersister persister, SharedSessionContractImplementor session) {

    /** Nothing else tells what was loaded: the row is asked for its references, and no other row. */
    void require(Object id, @Nullable Object[] state) {
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            AttributeMapping attribute = persister.getAttributeMapping(i);
            if (state[attribute.getStateArrayPosition()] == null
                    && attribute instanceof ToOneAttributeMapping reference
                    && reference.getNotFoundAction() == NotFoundAction.IGNORE
                    && attribute.getAttributeMetadata().isUpdatable()) {
                ProtectedEntity target =
                        unit.entity(reference.getAssociatedEntityMappingType().getEntityPersister());
                if (target != null && isStored(id, reference)) {
                    throw Messages.referenceLost(
                            persister.getEntityName(), attribute.getAttributeName(), target, Operation.UPDATE);
                }
            }
        }
    }

    /** By the entity that declares it: from a JOINED subclass Hibernate forgets to join the table of the key. */
    @SuppressWarnings("deprecation") // what replaces the flush mode of a query is about to be removed
    private boolean isStored(Object id, ToOneAttributeMapping reference) {
        String entity = reference.findContainingEntityMapping().getEntityName();
        return !session.createSelectionQuery(
                        "select 1 from " + entity + " e where id(e) = :id and fk(e." + reference.getAttributeName()
                                + ") is not null",
                        Integer.class)
                .setParameter("id", id)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList()
                .isEmpty();
    }
}
