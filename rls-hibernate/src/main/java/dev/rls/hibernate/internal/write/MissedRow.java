package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.TenantGuard;
import dev.rls.policy.evaluate.Decision;
import dev.rls.policy.evaluate.Evaluator;
import dev.rls.policy.evaluate.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.hibernate.StaleObjectStateException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A row that Hibernate was about to write and did not find. It takes that for a conflict with another transaction; where
 * the claims are kept from the row, the write is rejected like any other.
 */
record MissedRow(
        ProtectedEntity entity, EntityPersister persister, Object id, SharedSessionContractImplementor session) {

    /** What an exception of Hibernate is about; null if that is nothing protected. */
    static @Nullable MissedRow of(StaleObjectStateException stale, SharedSessionContractImplementor session) {
        EntityPersister persister =
                session.getFactory().getMappingMetamodel().findEntityDescriptor(stale.getEntityName());
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        ProtectedEntity entity = unit == null || persister == null ? null : unit.entity(persister);
        Object id = stale.getIdentifier();
        return entity == null || persister == null || id == null ? null : new MissedRow(entity, persister, id, session);
    }

    /** Throws a rejection if the claims see no such row or may not do it to the row; else it was a conflict. */
    void rejectIfKept(Operation operation) {
        WriteRejectedException rejection = rejection(operation);
        if (rejection != null) {
            throw rejection;
        }
    }

    /** Whether the row is another's or was deleted is not told: to whom it is another's, it is none. */
    private @Nullable WriteRejectedException rejection(Operation operation) {
        Row row = DatabaseRow.find(persister, id, session);
        if (row == null) {
            return Messages.rowNotSeen(entity, operation);
        }
        Decision decision;
        try {
            decision = Evaluator.decide(
                    entity.scoped(), operation, row, row, false, TenantGuard.claims(session), Instant.now());
        } catch (UndecidableException e) {
            return null; // it is seen, and nothing more is known
        }
        if (decision.outcome() != Decision.Outcome.UNTOUCHED) {
            return null;
        }
        return decision.of() == Operation.SELECT
                ? Messages.rowNotSeen(entity, operation)
                : Messages.rowNotTouchable(entity, operation, Set.of(Objects.requireNonNull(entity.policy(decision))));
    }
}
