package dev.rls.hibernate.internal.boot;

import static org.hibernate.cfg.MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER;
import static org.hibernate.cfg.QuerySettings.SEMANTIC_QUERY_TRANSLATOR;

import dev.rls.hibernate.internal.Enforcement;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.TenantClaim;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import dev.rls.hibernate.internal.query.PolicyTranslatorFactory;
import dev.rls.policy.DerivedTables.Link;
import dev.rls.policy.EntityDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.ResourceStreamLocator;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.AdditionalMappingContributor;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.internal.util.config.ConfigurationHelper;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;

/**
 * Protects the scoped entities of a mapping, once Hibernate has bound it and knows every physical name: each is compared
 * with what was compiled, then filtered and stamped. Found by ServiceLoader.
 */
public final class ScopedMapping implements AdditionalMappingContributor {

    /** A setting of Hibernate 8. */
    private static final String HIBERNATE_ROW_SECURITY = "hibernate.multi_tenant.rls_enabled";

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
        if (!HibernateVersion.isSupported()) {
            HibernateVersion.refuse(metadata.getEntityBindingMap().values());
            return;
        }
        StandardServiceRegistry registry = context.getBootstrapContext().getServiceRegistry();
        PolicyIndexes indexes = MappedReferences.in(registry.requireService(PolicyIndexes.class), metadata);
        List<ProtectedEntity> entities =
                protectedEntities(metadata, indexes, new MappingDifferences(metadata, registry));
        if (entities.isEmpty()) {
            return;
        }
        refuseOtherTenancy(metadata, registry);
        Map<String, Object> settings =
                registry.requireService(ConfigurationService.class).getSettings();
        ProtectedUnit unit =
                unit(entities, Enforcement.byDatabase(metadata.getDatabase().getDialect(), settings));
        Map<Collection, List<Link>> collections =
                DerivedMappings.find(metadata, unit, new DerivedNames(settings.get(MappingSettings.DEFAULT_SCHEMA)));
        refuseTwoPolicies(unit);
        UnsafeSettings.refuse(metadata, unit, settings);
        OtherFilters.enclose(metadata);
        new TenantFilterBinder(metadata, unit).bind();
        new PolicyFilterBinder(metadata, unit, names(metadata, unit, registry)).bind(collections);
    }

    private static void refuseTwoPolicies(ProtectedUnit unit) {
        try {
            unit.indexes();
        } catch (IllegalArgumentException e) {
            throw StartMessages.derivedTwice(String.valueOf(e.getMessage()));
        }
    }

    private static List<ProtectedEntity> protectedEntities(
            InFlightMetadataCollector metadata, PolicyIndexes indexes, MappingDifferences mapping) {
        List<ProtectedEntity> entities = new ArrayList<>();
        List<PersistentClass> mapped =
                new ArrayList<>(metadata.getEntityBindingMap().values());
        mapped.sort(Comparator.comparing(PersistentClass::getEntityName));
        for (PersistentClass entity : mapped) {
            if (entity instanceof RootClass root) {
                RootEntity candidate = new RootEntity(root, indexes);
                if (candidate.isProtected()) {
                    entities.add(candidate.checked(mapping));
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
        if (ConfigurationHelper.getBoolean(
                HIBERNATE_ROW_SECURITY,
                registry.requireService(ConfigurationService.class).getSettings())) {
            throw StartMessages.hibernateRowSecurity();
        }
        Object translator = registry.requireService(ConfigurationService.class)
                .getSettings()
                .get(SEMANTIC_QUERY_TRANSLATOR);
        if (!PolicyTranslatorFactory.class.getName().equals(translator)) {
            throw StartMessages.foreignTranslator();
        }
    }

    private static ProtectedUnit unit(List<ProtectedEntity> entities, boolean databaseDecides) {
        List<ProtectedEntity> ofTenants = entities.stream()
                .filter(entity -> RootEntity.tenantOf(entity) != null)
                .toList();
        TenantClaim tenant = ofTenants.isEmpty() ? null : RootEntity.tenantOf(ofTenants.get(0));
        for (ProtectedEntity entity : ofTenants) {
            if (!Objects.equals(RootEntity.tenantOf(entity), tenant)) {
                throw StartMessages.twoTenants(ofTenants.get(0), entity);
            }
        }
        ProtectedUnit unit = new ProtectedUnit(tenant, databaseDecides);
        entities.forEach(unit::add);
        return unit;
    }

    private static PhysicalNames names(
            InFlightMetadataCollector metadata, ProtectedUnit unit, StandardServiceRegistry registry) {
        PhysicalNames names = new PhysicalNames(
                metadata.getDatabase(),
                SqlStringGenerationContextImpl.fromConfigurationMap(
                        registry.requireService(JdbcEnvironment.class),
                        metadata.getDatabase(),
                        registry.requireService(ConfigurationService.class).getSettings()));
        for (ProtectedEntity entity : unit.entities()) {
            for (EntityDeclaration declaration : PathTargets.andOwn(entity.scoped(), entity.index())) {
                PersistentClass mapped = metadata.getEntityBinding(declaration.entity());
                if (mapped != null) {
                    names.add(declaration, mapped);
                }
            }
        }
        unit.tables().forEach(table -> names.add(table.scoped().table(), table.table()));
        return names;
    }
}
