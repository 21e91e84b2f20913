package dev.rls.hibernate.internal.boot;

import static org.hibernate.cfg.MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.TenantClaim;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.ResourceStreamLocator;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.AdditionalMappingContributor;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;

/**
 * Protects the scoped entities of a mapping, once Hibernate has bound it and knows every physical name: each is compared
 * with what was compiled, then filtered and stamped. Found by ServiceLoader.
 */
public final class ScopedMapping implements AdditionalMappingContributor {

    @Override
    public String getContributorName() {
        return "rls";
    }

    @Override
    public void contribute(
            AdditionalMappingContributions contributions,
            InFlightMetadataCollector metadata,
            ResourceStreamLocator resources,
            MetadataBuildingContext context) {
        StandardServiceRegistry registry = context.getBootstrapContext().getServiceRegistry();
        List<ProtectedEntity> entities =
                protectedEntities(metadata, registry.requireService(PolicyIndexes.class), registry);
        if (entities.isEmpty()) {
            return;
        }
        refuseOtherTenancy(metadata, registry);
        ProtectedUnit unit = unit(entities);
        UncoveredTables.refuse(metadata, unit);
        new TenantFilterBinder(metadata, unit).bind();
    }

    private static List<ProtectedEntity> protectedEntities(
            InFlightMetadataCollector metadata, PolicyIndexes indexes, StandardServiceRegistry registry) {
        List<ProtectedEntity> entities = new ArrayList<>();
        List<PersistentClass> mapped =
                new ArrayList<>(metadata.getEntityBindingMap().values());
        mapped.sort(Comparator.comparing(PersistentClass::getEntityName));
        for (PersistentClass entity : mapped) {
            if (entity instanceof RootClass root) {
                RootEntity candidate = new RootEntity(root, indexes);
                if (candidate.isScoped()) {
                    entities.add(candidate.checked(metadata, registry));
                }
            } else if (Scoped.declares(entity)) {
                throw StartMessages.annotatedSubclass(
                        entity.getEntityName(), entity.getRootClass().getEntityName());
            }
        }
        return entities;
    }

    private static void refuseOtherTenancy(InFlightMetadataCollector metadata, StandardServiceRegistry registry) {
        if (metadata.getFilterDefinition(TenantIdBinder.FILTER_NAME) != null) {
            throw StartMessages.hibernateTenantId();
        }
        if (!(registry.getService(MultiTenantConnectionProvider.class) instanceof BindingConnectionProvider)) {
            throw StartMessages.foreignConnectionProvider();
        }
        if (registry.requireService(ConfigurationService.class).getSettings().get(MULTI_TENANT_IDENTIFIER_RESOLVER)
                != null) {
            throw StartMessages.foreignResolver();
        }
    }

    private static ProtectedUnit unit(List<ProtectedEntity> entities) {
        ProtectedEntity first = entities.get(0);
        TenantClaim tenant = RootEntity.tenantOf(first);
        ProtectedUnit unit = new ProtectedUnit(tenant);
        for (ProtectedEntity entity : entities) {
            if (!RootEntity.tenantOf(entity).equals(tenant)) {
                throw StartMessages.twoTenants(first, entity);
            }
            unit.add(entity);
        }
        return unit;
    }
}
