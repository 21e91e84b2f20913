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
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;

/**
 * Refuses to flush an instance whose tenant was changed. Hibernate never writes the column, so nothing would move; but
 * the application would go on with an instance that says so.
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
                .appendListeners(EventType.FLUSH_ENTITY, this);
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        ProtectedEntity entity = unit.entity(entry.getPersister());
        // what is about to be inserted is stamped only then
        if (entity != null
                && entry.getPersister().getTenantIdMapping() != null // else it is in the key, which Hibernate guards
                && entry.getStatus() == Status.MANAGED
                && entry.isExistsInDatabase()) {
            String attribute = entity.scoped().tenantColumn().attribute();
            Object tenant = entry.getPersister().getPropertyValue(event.getEntity(), attribute);
            if (!event.getSession().getTenantIdentifierValue().equals(tenant)
                    && !Objects.equals(entry.getLoadedValue(attribute), tenant)) {
                throw Messages.writeOfAnotherTenant(entity, Operation.UPDATE);
            }
        }
    }
}
