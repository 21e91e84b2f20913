package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.cfg.CacheSettings;
import org.hibernate.internal.util.config.ConfigurationHelper;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.persister.internal.PersisterClassResolverInitiator;

/**
 * Mappings and settings that would go past the policies: caches, whose keys have the tenant but no other claim, and
 * writes that are no update of an entity.
 */
final class UnsafeSettings {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;

    private UnsafeSettings(InFlightMetadataCollector metadata, ProtectedUnit unit) {
        this.metadata = metadata;
        this.unit = unit;
    }

    static void refuse(InFlightMetadataCollector metadata, ProtectedUnit unit, Map<String, Object> settings) {
        UnsafeSettings check = new UnsafeSettings(metadata, unit);
        if (!unit.databaseDecides() && settings.containsKey(PersisterClassResolverInitiator.IMPL_NAME)) {
            throw StartMessages.foreignPersisters();
        }
        boolean queryCache = ConfigurationHelper.getBoolean(CacheSettings.USE_QUERY_CACHE, settings);
        for (ProtectedEntity entity : unit.entities()) {
            if (asksMoreThanTheTenant(entity.scoped())) {
                check.refuseCache(entity);
                if (queryCache) {
                    throw StartMessages.queryCache(entity.entityName());
                }
            }
        }
        metadata.getCollectionBindings().forEach(check::check);
        unit.entities().forEach(check::refuseWrittenTenant);
        metadata.getEntityBindings().forEach(check::refuseCachedReference);
    }

    /**
     * An entry of the cache is put together for whoever asks, and Hibernate takes it for a row that is not there where it cannot
     * load what the entry refers to.
     */
    private void refuseCachedReference(PersistentClass entity) {
        if (unit.entity(entity) == null && entity.isCached()) {
            entity.getPropertyClosure()
                    .forEach(property -> refuseCachedReference(entity, property.getName(), property.getValue()));
        }
    }

    private void refuseCachedReference(PersistentClass entity, String path, Value value) {
        if (value instanceof Component component) {
            component
                    .getProperties()
                    .forEach(part -> refuseCachedReference(entity, path + "." + part.getName(), part.getValue()));
        } else if (value instanceof ToOne toOne && !toOne.isLazy()) {
            PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
            ProtectedEntity hidden = target == null ? null : unit.entity(target);
            if (hidden != null) {
                throw StartMessages.cachedReference(entity.getEntityName(), path, hidden.entityName());
            }
        }
    }

    /**
     * Hibernate binds no tenant among the values of an update, but behind the key: a statement of the application's that
     * writes it would take the one value for the other.
     */
    private void refuseWrittenTenant(ProtectedEntity entity) {
        RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
        Property tenant = RootEntity.tenantProperty(root, entity.scoped());
        if (tenant != null && !RootEntity.isInKey(root, tenant)) {
            String column = RootEntity.tenantColumn(tenant).getName();
            Pattern written = Pattern.compile(
                    ".*\\bset\\b(?:(?!\\bwhere\\b).)*\\b" + Pattern.quote(column) + "\\W*=.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            Stream.concat(Stream.of(root), root.getSubclasses().stream())
                    .filter(mapped -> mapped.getCustomSQLUpdate() != null
                            && written.matcher(mapped.getCustomSQLUpdate()).matches())
                    .findFirst()
                    .ifPresent(mapped -> {
                        throw StartMessages.tenantInCustomUpdate(mapped.getEntityName(), column);
                    });
        }
    }

    /** A shared row is in the cache of each tenant: the tenant is part of the key. */
    private static boolean asksMoreThanTheTenant(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        return tenant == null || tenant.column() == null || !entity.rules().isEmpty();
    }

    private void refuseCache(ProtectedEntity entity) {
        RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
        // each entity has a strategy where there is a cache, whether it is in the cache or not
        if (root.isCached()
                || root.getSubclasses().stream().anyMatch(PersistentClass::isCached)
                || root.getNaturalIdCacheRegionName() != null) {
            throw StartMessages.cached(entity.entityName(), entity.entityName());
        }
    }

    private void check(Collection collection) {
        if (!(collection.getElement() instanceof OneToMany elements)) {
            return;
        }
        PersistentClass element = metadata.getEntityBinding(elements.getReferencedEntityName());
        ProtectedEntity entity = element == null ? null : unit.entity(element);
        if (entity == null || !asksMoreThanTheTenant(entity.scoped())) {
            return;
        }
        if (collection.getCacheConcurrencyStrategy() != null) {
            throw StartMessages.cached(collection.getRole(), entity.entityName());
        }
    }
}
