package dev.rls.hibernate.internal.write;

import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * Loads the row before it is deleted through a proxy that was never initialized. Hibernate would delete it unseen, and
 * tell no one; where the database does not decide, the row has to be read first.
 */
public final class ProxyDelete implements DeleteEventListener, SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private final transient ProtectedUnit unit;

    /**
     * For the entities of a unit.
     *
     * @param unit what is protected
     */
    public ProxyDelete(ProtectedUnit unit) {
        this.unit = unit;
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        if (!unit.databaseDecides()) {
            implementor.getEventEngine().getListenerRegistry().prependListeners(EventType.DELETE, this);
        }
    }

    @Override
    public void onDelete(DeleteEvent event) {
        load(event);
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
        load(event);
    }

    private void load(DeleteEvent event) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(event.getObject());
        if (proxy != null && proxy.isUninitialized() && proxy.getSession() != null) {
            EntityPersister persister =
                    event.getFactory().getMappingMetamodel().getEntityDescriptor(proxy.getEntityName());
            if (unit.entity(persister) != null) {
                Hibernate.initialize(event.getObject());
            }
        }
    }
}
