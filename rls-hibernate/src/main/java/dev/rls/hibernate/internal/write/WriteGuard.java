package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.evaluate.Row;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractPreDatabaseOperationEvent;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Decides about each entity before it is written, in sessions and stateless sessions. */
public final class WriteGuard
        implements SessionFactoryObserver,
                PreInsertEventListener,
                PreUpdateEventListener,
                PreDeleteEventListener,
                PreUpsertEventListener {

    private static final long serialVersionUID = 1L;

    private final transient ProtectedUnit unit;

    /**
     * Guards the entities of a unit.
     *
     * @param unit what is protected
     */
    public WriteGuard(ProtectedUnit unit) {
        this.unit = unit;
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        EventListenerRegistry listeners =
                factory.unwrap(SessionFactoryImplementor.class).getEventEngine().getListenerRegistry();
        listeners.appendListeners(EventType.PRE_INSERT, this);
        listeners.appendListeners(EventType.PRE_UPDATE, this);
        listeners.appendListeners(EventType.PRE_DELETE, this);
        listeners.appendListeners(EventType.PRE_UPSERT, this);
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        ProtectedEntity entity = unit.entity(event.getPersister());
        if (entity == null) {
            history(event, Operation.INSERT, event.getState());
        } else {
            new GuardedWrite(entity, Operation.INSERT, event.getSession())
                    .insert(
                            row(event, entity, event.getState(), true),
                            event.getPersister().getInsertDelegate() != null);
        }
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        if (event.getOldState() == null) {
            new ReferencesKept(unit, event.getPersister(), event.getSession()).require(event.getId(), event.getState());
        }
        ProtectedEntity entity = unit.entity(event.getPersister());
        if (entity == null) {
            history(event, Operation.UPDATE, event.getState());
        } else {
            new GuardedWrite(entity, Operation.UPDATE, event.getSession())
                    .change(before(event, entity, event.getOldState()), row(event, entity, event.getState(), false));
        }
        return false;
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        ProtectedEntity entity = unit.entity(event.getPersister());
        if (entity == null) {
            history(event, Operation.DELETE, null);
        } else {
            new GuardedWrite(entity, Operation.DELETE, event.getSession())
                    .change(before(event, entity, event.getDeletedState()), null);
        }
        return false;
    }

    /**
     * Where a version is forced up, which is an update of the row as it stands.
     *
     * @param persister of a protected entity
     * @param id the row
     * @param session whose claims
     * @throws dev.rls.hibernate.WriteRejectedException if the policies for updates do not admit it
     */
    public static void requireChangeable(
            EntityPersister persister, Object id, SharedSessionContractImplementor session) {
        ProtectedEntity entity = ProtectedUnit.required(session.getFactory()).entity(persister);
        Row stored = DatabaseRow.find(persister, id, session);
        if (entity != null && stored != null) {
            new GuardedWrite(entity, Operation.UPDATE, session).change(stored, stored);
        }
    }

    /** PostgreSQL asks the policies for inserting first, whether there is a row in conflict or not. */
    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        new ReferencesKept(unit, event.getPersister(), event.getSession()).require(event.getId(), event.getState());
        ProtectedEntity entity = unit.entity(event.getPersister());
        if (entity == null) {
            history(event, Operation.INSERT, event.getState());
            history(event, Operation.UPDATE, event.getState());
        } else {
            Row after = row(event, entity, event.getState(), true);
            GuardedWrite update = new GuardedWrite(entity, Operation.UPDATE, event.getSession());
            update.checkClaims();
            new GuardedWrite(entity, Operation.INSERT, event.getSession()).insert(after, true);
            update.change(before(event, entity, null), after);
        }
        return false;
    }

    /** Envers writes the histories; so can whoever knows what it calls them. */
    private void history(
            AbstractPreDatabaseOperationEvent event, Operation operation, @Nullable Object @Nullable [] state) {
        EntityPersister persister = event.getPersister();
        ProtectedEntity history = unit.databaseDecides() ? null : unit.history(persister);
        if (history == null || !history.hasTenantColumn()) {
            return;
        }
        GuardedWrite write = new GuardedWrite(history, operation, event.getSession());
        Row after = state == null ? null : new HistoryRow(persister, event.getId(), state);
        if (operation == Operation.INSERT) {
            write.insert(Objects.requireNonNull(after), false);
        } else {
            write.change(DatabaseRow.find(persister, event.getId(), event.getSession()), after);
        }
    }

    private static Row row(
            AbstractPreDatabaseOperationEvent event,
            ProtectedEntity entity,
            @Nullable Object[] state,
            boolean inserted) {
        return new StateRow(
                event.getPersister(),
                event.getId(),
                state,
                new SessionRows(event.getSession()),
                inserted,
                entity.isStamped());
    }

    /**
     * The row as it was. Where the database does not decide by itself it is read: what the session takes for the loaded
     * state may be that of an instance somebody made up. Not there is what the same flush is about to insert; null if
     * nobody knows of a row, and then nothing is written either.
     */
    private static @Nullable Row before(
            AbstractPreDatabaseOperationEvent event, ProtectedEntity entity, @Nullable Object @Nullable [] loaded) {
        SharedSessionContractImplementor session = event.getSession();
        EntityPersister persister = event.getPersister();
        Row stored = ProtectedUnit.required(session.getFactory()).databaseDecides()
                ? null
                : DatabaseRow.find(persister, event.getId(), session);
        return stored != null || loaded == null ? stored : row(event, entity, loaded, false);
    }
}
