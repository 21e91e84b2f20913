package dev.rls.hibernate.internal.cache;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.collection.HideableRows;
import java.util.Arrays;
import org.hibernate.cache.internal.DefaultCacheKeysFactory;
import org.hibernate.cache.internal.NaturalIdCacheKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's keys, with the tenant where rows are a tenant's. Hibernate puts the tenant of the session into all of them; a row
 * that has none would then lie in the cache once for each tenant, and be changed in the entry of one.
 */
public final class CacheKeys extends DefaultCacheKeysFactory {

    @Override
    public Object createEntityKey(
            Object id, EntityPersister persister, SessionFactoryImplementor factory, @Nullable String tenant) {
        ProtectedUnit unit = ProtectedUnit.of(factory);
        return unit == null
                ? super.createEntityKey(id, persister, factory, tenant)
                : super.createEntityKey(
                        id, persister, factory, isShared(unit, persister) ? null : tenant(unit, factory, tenant));
    }

    @Override
    public Object createCollectionKey(
            Object id, CollectionPersister persister, SessionFactoryImplementor factory, @Nullable String tenant) {
        ProtectedUnit unit = ProtectedUnit.of(factory);
        return unit == null
                ? super.createCollectionKey(id, persister, factory, tenant)
                : super.createCollectionKey(
                        id, persister, factory, isShared(unit, persister) ? null : tenant(unit, factory, tenant));
    }

    @Override
    public Object createNaturalIdKey(
            Object values, EntityPersister persister, SharedSessionContractImplementor session) {
        NaturalIdCacheKey key = NaturalIdCacheKey.from(values, persister, session);
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        if (unit == null || !isShared(unit, persister)) {
            return key;
        }
        Object stored = key.getNaturalIdValues();
        return new NaturalIdCacheKey(stored, key.getEntityName(), null, Arrays.deepHashCode(new Object[] {stored}));
    }

    /** What evicts by {@link org.hibernate.Cache} has no session: the scope says whose entry is meant. */
    private static String tenant(ProtectedUnit unit, SessionFactoryImplementor factory, @Nullable String tenant) {
        return tenant == null
                ? factory.getTenantIdentifierJavaType().toString(unit.identifier(ClaimsScope.current()))
                : tenant;
    }

    private static boolean isShared(ProtectedUnit unit, EntityPersister persister) {
        return unit.entity(persister) == null && unit.history(persister) == null;
    }

    private static boolean isShared(ProtectedUnit unit, CollectionPersister persister) {
        return isShared(unit, persister.getOwnerEntityPersister())
                && !new HideableRows(unit, persister.getAttributeMapping()).mayBeHidden();
    }
}
