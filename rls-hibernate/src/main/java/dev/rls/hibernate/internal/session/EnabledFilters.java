package dev.rls.hibernate.internal.session;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.persister.collection.CollectionPersister;

/**
 * Refuses loads in sessions whose filters were switched off. The filters are enabled with each session; whoever takes one
 * away reads without it from then on.
 */
public final class EnabledFilters
        implements LoadEventListener, InitializeCollectionEventListener, SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private final transient ProtectedUnit unit;

    /**
     * For the entities of a unit.
     *
     * @param unit what is protected
     */
    public EnabledFilters(ProtectedUnit unit) {
        this.unit = unit;
    }

    /**
     * Requires that the filters of the policies are enabled.
     *
     * @param influencers those of the session
     */
    public static void require(LoadQueryInfluencers influencers) {
        if (influencers.getEnabledFilter(TenantIdBinder.FILTER_NAME) == null
                || influencers.getEnabledFilter(PolicyFilter.SELECT) == null) {
            throw Messages.filterDisabled();
        }
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        EventListenerRegistry listeners =
                factory.unwrap(SessionFactoryImplementor.class).getEventEngine().getListenerRegistry();
        listeners.prependListeners(EventType.LOAD, this);
        listeners.prependListeners(EventType.INIT_COLLECTION, this);
    }

    @Override
    public void onLoad(LoadEvent event, LoadType loadType) {
        EventSource session = event.getSession();
        String entity = event.getEntityClassName();
        if (entity == null
                || unit.entity(session.getFactory().getMappingMetamodel().getEntityDescriptor(entity)) != null) {
            require(session.getLoadQueryInfluencers());
        }
    }

    @Override
    public void onInitializeCollection(InitializeCollectionEvent event) {
        EventSource session = event.getSession();
        CollectionPersister collection = session.getPersistenceContextInternal()
                .getCollectionEntry(event.getCollection())
                .getLoadedPersister();
        if (collection != null
                && collection.getAttributeMapping().getElementDescriptor() instanceof EntityCollectionPart elements
                && unit.entity(elements.getAssociatedEntityMappingType().getEntityPersister()) != null) {
            require(session.getLoadQueryInfluencers());
        }
    }
}
