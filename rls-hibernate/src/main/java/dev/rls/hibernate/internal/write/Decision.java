package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.RowSecurity;
import dev.rls.hibernate.internal.session.TenantGuard;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.evaluate.Evaluator;
import dev.rls.policy.evaluate.Row;
import dev.rls.policy.evaluate.Truth;
import java.time.Instant;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Decides about one write of one session, as PostgreSQL does. Rejects by an exception. */
final class Decision {

    private final ProtectedEntity entity;
    private final ScopedEntity scoped;
    private final Operation operation;
    private final SharedSessionContractImplementor session;
    private final Claims claims;
    private final Instant now = Instant.now();

    Decision(ProtectedEntity entity, Operation operation, SharedSessionContractImplementor session) {
        this.entity = entity;
        this.scoped = entity.scoped();
        this.operation = operation;
        this.session = session;
        this.claims = TenantGuard.claims(session);
    }

    /** Requires that the operation may touch a row, which it must be able to select as well. */
    void touch(Row row) {
        requireUsing(operation, row, false);
        requireUsing(Operation.SELECT, row, false);
    }

    /** Requires that a row may be written, and be selected where the statement returns something of it. */
    void write(Row row, boolean returning) {
        TenantRule tenant = tenantToDecide();
        if (tenant != null && !holds(() -> Evaluator.evaluate(tenant.writable(), row, claims, now))) {
            throw Messages.writeRejected(entity, operation, entity.tenantPolicy(operation));
        }
        for (RowRule rule : scoped.rules()) {
            if (rule.on().contains(operation) && !holds(() -> Evaluator.evaluate(rule.check(), row, claims, now))) {
                throw Messages.writeRejected(entity, operation, entity.policy(rule, operation));
            }
        }
        if (returning) {
            requireUsing(Operation.SELECT, row, true);
        }
    }

    private void requireUsing(Operation using, Row row, boolean written) {
        TenantRule tenant = written ? tenantToDecide() : scoped.tenant();
        if (tenant != null) {
            boolean reads = using == Operation.SELECT;
            if (!holds(() -> Evaluator.evaluate(reads ? tenant.readable() : tenant.writable(), row, claims, now))) {
                throw rejected(written, entity.tenantPolicy(using));
            }
        }
        for (RowRule rule : scoped.rules()) {
            if (rule.on().contains(using) && !holds(() -> Evaluator.evaluate(rule.using(), row, claims, now))) {
                throw rejected(written, entity.policy(rule, using));
            }
        }
    }

    /** Where there is a tenant column, it is stamped and never changes: other guards see to that. */
    private @Nullable TenantRule tenantToDecide() {
        TenantRule tenant = scoped.tenant();
        return tenant == null || tenant.column() != null ? null : tenant;
    }

    private RuntimeException rejected(boolean written, String policy) {
        return written
                ? Messages.writeRejected(entity, operation, policy)
                : Messages.rowNotTouchable(entity, operation, policy);
    }

    private boolean holds(Supplier<Truth> evaluation) {
        try {
            return evaluation.get() == Truth.TRUE;
        } catch (UndecidableException e) {
            if (RowSecurity.isOf(session.getFactory().getJdbcServices().getDialect())) {
                return true; // the database decides
            }
            throw Messages.undecidable(entity, operation, String.valueOf(e.getMessage()));
        }
    }
}
