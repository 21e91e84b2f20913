package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.TenantGuard;
import dev.rls.policy.evaluate.ClaimRefs;
import dev.rls.policy.evaluate.ClaimValues;
import dev.rls.policy.evaluate.Decision;
import dev.rls.policy.evaluate.Evaluator;
import dev.rls.policy.evaluate.Row;
import java.time.Instant;
import java.util.Set;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * One write that a session is about to make.
 *
 * @param entity what is written
 * @param operation how
 * @param session who writes it
 */
record GuardedWrite(ProtectedEntity entity, Operation operation, SharedSessionContractImplementor session) {

    /** An insert is rejected where the row, or what the statement returns of it, is none that the policies admit. */
    void insert(Row after, boolean returning) {
        decide(null, after, returning);
    }

    /** An update or delete is rejected where it would touch or leave a row that the policies do not admit. */
    void change(@Nullable Row before, @Nullable Row after) {
        if (before == null) { // the database decides, or there is no such row
            checkClaims();
        } else {
            decide(before, after, false);
        }
    }

    /** Claims of a wrong type are refused, whatever is decided without them. */
    void checkClaims() {
        ClaimValues.check(ClaimRefs.of(entity.scoped(), operation, false), TenantGuard.claims(session));
    }

    private void decide(@Nullable Row before, @Nullable Row after, boolean returning) {
        Decision decision;
        try {
            decision = Evaluator.decide(
                    entity.scoped(), operation, before, after, returning, TenantGuard.claims(session), Instant.now());
        } catch (UndecidableException e) {
            if (ProtectedUnit.required(session.getFactory()).databaseDecides()) {
                return; // the database decides
            }
            throw Messages.undecidable(entity, operation, String.valueOf(e.getMessage()));
        }
        switch (decision.outcome()) {
            case ADMITTED -> {}
            case UNTOUCHED -> throw Messages.rowNotTouchable(entity, operation, Set.of(entity.policy(decision)));
            case REJECTED -> throw rejected(decision);
        }
    }

    /** A tenant's column is stamped: what it rejects is an instance that names another tenant. */
    private RuntimeException rejected(Decision decision) {
        return entity.hasTenantColumn() && entity.policy(decision).equals(entity.tenantPolicy(operation))
                ? Messages.writeOfAnotherTenant(entity, operation)
                : Messages.writeRejected(entity, operation, entity.policy(decision));
    }
}
