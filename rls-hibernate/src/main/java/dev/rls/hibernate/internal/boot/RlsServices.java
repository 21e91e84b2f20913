package dev.rls.hibernate.internal.boot;

import static org.hibernate.cfg.MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER;
import static org.hibernate.cfg.QuerySettings.SEMANTIC_QUERY_TRANSLATOR;

import dev.rls.hibernate.internal.cache.TenantRegions;
import dev.rls.hibernate.internal.collection.FilteredCollections;
import dev.rls.hibernate.internal.lock.CollectionLocks;
import dev.rls.hibernate.internal.query.KeptSql;
import dev.rls.hibernate.internal.query.MultiTableStrategies;
import dev.rls.hibernate.internal.query.PolicyTranslatorFactory;
import dev.rls.hibernate.internal.write.ExplainedMutations;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Puts the binding connection provider into a registry whose class path has a policy index. Without one Hibernate is left
 * as it is, and so it is where the user has a multi-tenant provider: whether that is a fault is known only when the
 * entities are, and so is whether an unsupported version of Hibernate is one. Found by ServiceLoader.
 */
public final class RlsServices implements ServiceContributor {

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        ClassLoaderService classLoader = builder.getBootstrapServiceRegistry().requireService(ClassLoaderService.class);
        PolicyIndexes indexes = PolicyIndexes.of(classLoader);
        builder.addService(PolicyIndexes.class, indexes);
        if (!indexes.list().isEmpty() && HibernateVersion.isSupported() && !hasTenantConnectionProvider(builder)) {
            builder.addInitiator(new ConnectionProviderBelow());
            builder.addInitiator(new BindingConnectionProviderInitiator());
            builder.addInitiator(new MultiTableStrategies());
            builder.addInitiator(new FilteredCollections());
            builder.addInitiator(new CollectionLocks());
            builder.addInitiator(new ExplainedMutations());
            builder.addInitiator(new TenantRegions());
            builder.addInitiator(new KeptSql());
            builder.getSettings().putIfAbsent(SEMANTIC_QUERY_TRANSLATOR, PolicyTranslatorFactory.class.getName());
        }
    }

    private static boolean hasTenantConnectionProvider(StandardServiceRegistryBuilder builder) {
        return builder.getSettings().get(MULTI_TENANT_CONNECTION_PROVIDER) != null;
    }
}
