package dev.rls.hibernate.internal.session;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.EventType;
import org.hibernate.generator.GeneratorCreationContext;
import org.hibernate.generator.internal.TenantIdGeneration;
import org.jspecify.annotations.Nullable;

/**
 * Stamps the session's tenant on insert. A subclass of Hibernate's own generator, because by that class Hibernate knows
 * which attribute restricts updates and deletes.
 */
public final class TenantStamp extends TenantIdGeneration {

    private final transient ProtectedEntity entity;

    /**
     * The generator of one entity's tenant.
     *
     * @param entity whose tenant it stamps
     * @param context where Hibernate creates it
     */
    public TenantStamp(ProtectedEntity entity, GeneratorCreationContext context) {
        super(null, context); // the annotation is not looked at
        this.entity = entity;
    }

    @Override
    public Object generate(
            SharedSessionContractImplementor session, Object owner, @Nullable Object assigned, EventType eventType) {
        TenantGuard.check(session);
        Object tenant = session.getTenantIdentifierValue();
        if (assigned != null && !assigned.equals(tenant)) {
            throw Messages.writeOfAnotherTenant(entity, Operation.INSERT);
        }
        return tenant;
    }

    /**
     * Asked by stateless sessions before they update or delete an instance, with the tenant the instance says it has. One that
     * says none is one of theirs: the column is not written, and the row is asked for by the tenant of the session.
     */
    @Override
    public void validateTenantId(SharedSessionContractImplementor session, @Nullable Object assigned) {
        TenantGuard.check(session);
        boolean left = assigned == null && entity.isStamped();
        if (!left && !session.getTenantIdentifierValue().equals(assigned)) {
            throw Messages.writeOfAnotherTenant(entity, Operation.UPDATE);
        }
    }
}
