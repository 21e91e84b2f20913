package dev.rls.hibernate.internal.session;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.hibernate.metamodel.mapping.AttributeMapping;

/**
 * Refuses to flush an instance whose tenant was changed. Hibernate never writes the column, so nothing would move; but
 * the application would go on with an instance that says so. One that names no tenant says nothing else: it gets that of its
 * row, or that which is about to be stamped, before Hibernate looks at its state.
 */
public final class TenantChangeGuard implements FlushEntityEventListener, SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private final transient ProtectedUnit unit;

    /**
     * Guards the entities of a unit.
     *
     * @param unit what is scoped
     */
    public TenantChangeGuard(ProtectedUnit unit) {
        this.unit = unit;
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        factory.unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getListenerRegistry()
                .prependListeners(EventType.FLUSH_ENTITY, this);
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        ProtectedEntity entity = unit.entity(entry.getPersister());
        if (entity != null
                && entry.getPersister().getTenantIdMapping() != null // else it is in the key, which Hibernate guards
                && entry.getStatus() == Status.MANAGED) {
            check(event.getEntity(), entry, entity, event.getSession());
        }
    }

    private static void check(
            Object instance, EntityEntry entry, ProtectedEntity entity, SharedSessionContractImplementor session) {
        AttributeMapping attribute = entry.getPersister().getTenantIdMapping().getAttributeMapping();
        Object tenant = attribute.getValue(instance);
        Object loaded = entry.getLoadedValue(attribute.getAttributeName());
        if (tenant == null && entity.isStamped()) {
            attribute.setValue(instance, loaded == null ? TenantGuard.tenant(session) : loaded);
        } else if (entry.isExistsInDatabase() // what is about to be inserted is stamped only then
                && !session.getTenantIdentifierValue().equals(tenant)
                && !Objects.equals(loaded, tenant)) {
            throw Messages.writeOfAnotherTenant(entity, Operation.UPDATE);
        }
    }
}
