package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.StaleObjectStateException;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;

/**
 * Detached and made up instances that carry the identifier of a row the claims do not see: Hibernate looks for the row
 * when they are merged or removed, before there is a statement. What its listeners throw only one around them can tell.
 */
public final class ForgedInstances implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        EventListenerGroup<MergeEventListener> merge =
                implementor.getEventEngine().getListenerRegistry().getEventListenerGroup(EventType.MERGE);
        merge.appendListener(new Merge(taken(merge)));
        EventListenerGroup<DeleteEventListener> delete =
                implementor.getEventEngine().getListenerRegistry().getEventListenerGroup(EventType.DELETE);
        delete.appendListener(new Delete(taken(delete)));
    }

    private static <T> List<T> taken(EventListenerGroup<T> group) {
        List<T> listeners = new ArrayList<>();
        group.fireEventOnEachListener(listeners, (listener, all) -> all.add(listener));
        group.clearListeners();
        return listeners;
    }

    private static void explain(Runnable listener, Operation operation, EventSource session) {
        try {
            listener.run();
        } catch (StaleObjectStateException e) {
            MissedRow missed = MissedRow.of(e, session);
            if (missed != null) {
                missed.rejectIfKept(operation);
            }
            throw e;
        }
    }

    private record Merge(List<MergeEventListener> listeners) implements MergeEventListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void onMerge(MergeEvent event) {
            listeners.forEach(listener -> explain(() -> listener.onMerge(event), Operation.UPDATE, event.getSession()));
        }

        @Override
        public void onMerge(MergeEvent event, MergeContext merged) {
            listeners.forEach(
                    listener -> explain(() -> listener.onMerge(event, merged), Operation.UPDATE, event.getSession()));
        }
    }

    private record Delete(List<DeleteEventListener> listeners) implements DeleteEventListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void onDelete(DeleteEvent event) {
            listeners.forEach(
                    listener -> explain(() -> listener.onDelete(event), Operation.DELETE, event.getSession()));
        }

        @Override
        public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
            listeners.forEach(listener ->
                    explain(() -> listener.onDelete(event, transientEntities), Operation.DELETE, event.getSession()));
        }
    }
}
