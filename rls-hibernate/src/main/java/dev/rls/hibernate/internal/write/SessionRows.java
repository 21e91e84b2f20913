package dev.rls.hibernate.internal.write;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.evaluate.Row;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.Hibernate;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that associations lead to, as the database has them: an instance in memory may have been changed, or
 * be made up.
 *
 * @param session where they are looked up
 * @param reading whether what the session does not know is read
 */
record SessionRows(SharedSessionContractImplementor session, boolean reading) implements RowSource {

    /** Those that the session knows, and where the database does not decide, those that it reads. */
    SessionRows(SharedSessionContractImplementor session) {
        this(session, !ProtectedUnit.required(session.getFactory()).databaseDecides());
    }

    @Override
    public @Nullable Row of(String entityName, Object target) {
        EntityPersister persister = session.getFactory().getMappingMetamodel().getEntityDescriptor(entityName);
        Object id = identifier(target);
        if (id == null) {
            return null;
        }
        Object known = managed(persister, id);
        if (known == null && !reading) {
            throw new UndecidableException(entityName);
        }
        return row(persister, id, known == null ? load(entityName, id) : known);
    }

    @Override
    public @Nullable Object identifier(@Nullable Object target) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(target);
        if (proxy != null) {
            return proxy.getInternalIdentifier();
        }
        EntityPersister persister = target == null
                ? null
                : session.getFactory().getMappingMetamodel().findEntityDescriptor(target.getClass());
        return persister == null ? target : persister.getIdentifier(target, session);
    }

    @Override
    public Object tenant() {
        return session.getTenantIdentifierValue();
    }

    private @Nullable Object managed(EntityPersister persister, Object id) {
        return session.getPersistenceContextInternal().getEntity(session.generateEntityKey(id, persister));
    }

    /** What the filters hide is no row; it must not be an error either. */
    private @Nullable Object load(String entityName, Object id) {
        try {
            Object found = session instanceof StatelessSession stateless
                    ? stateless.get(entityName, id)
                    : session.internalLoad(entityName, id, true, true);
            return found == null ? null : Hibernate.unproxy(found);
        } catch (ObjectNotFoundException | EntityNotFoundException e) {
            return null;
        }
    }

    private @Nullable Row row(EntityPersister persister, Object id, @Nullable Object instance) {
        if (instance == null) {
            return null;
        }
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(instance);
        Object[] loaded = entry == null ? null : entry.getLoadedState();
        ProtectedEntity entity = ProtectedUnit.required(session.getFactory()).entity(persister);
        return new StateRow(
                persister,
                id,
                loaded == null ? persister.getValues(instance) : loaded,
                this,
                false,
                entity != null && entity.isStamped());
    }
}
