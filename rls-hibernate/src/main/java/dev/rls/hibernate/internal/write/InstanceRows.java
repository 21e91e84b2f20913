package dev.rls.hibernate.internal.write;

import dev.rls.policy.evaluate.Row;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as instances in memory have them; a proxy is initialized by its own session.
 *
 * @param factory knows the mapping
 * @param tenant what is stamped
 */
public record InstanceRows(SessionFactoryImplementor factory, Object tenant) implements RowSource {

    /**
     * The row of an instance.
     *
     * @param instance an instance of an entity, or a proxy of one
     * @param inserted whether it is about to be inserted
     * @return the row
     */
    public Row of(Object instance, boolean inserted) {
        Object unproxied = Hibernate.unproxy(instance);
        EntityPersister persister = factory.getMappingMetamodel().getEntityDescriptor(unproxied.getClass());
        return new StateRow(
                persister, persister.getIdentifier(unproxied), persister.getValues(unproxied), this, inserted, false);
    }

    @Override
    public @Nullable Row of(String entityName, Object target) {
        return of(target, false);
    }

    @Override
    public @Nullable Object identifier(@Nullable Object target) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(target);
        if (proxy != null) {
            return proxy.getInternalIdentifier();
        }
        EntityPersister persister =
                target == null ? null : factory.getMappingMetamodel().findEntityDescriptor(target.getClass());
        return persister == null ? target : persister.getIdentifier(target);
    }
}
