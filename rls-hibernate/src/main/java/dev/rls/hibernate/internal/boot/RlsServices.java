package dev.rls.hibernate.internal.boot;

import static org.hibernate.cfg.MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Puts the binding connection provider into a registry whose class path has a policy index. Without one Hibernate is left
 * as it is, and so it is where the user has a multi-tenant provider: whether that is a fault is known only when the
 * entities are. Found by ServiceLoader.
 */
public final class RlsServices implements ServiceContributor {

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        ClassLoaderService classLoader = builder.getBootstrapServiceRegistry().requireService(ClassLoaderService.class);
        PolicyIndexes indexes = PolicyIndexes.of(classLoader);
        builder.addService(PolicyIndexes.class, indexes);
        if (!indexes.list().isEmpty() && !hasTenantConnectionProvider(builder)) {
            builder.addInitiator(new ConnectionProviderBelow());
            builder.addInitiator(new BindingConnectionProviderInitiator());
        }
    }

    private static boolean hasTenantConnectionProvider(StandardServiceRegistryBuilder builder) {
        return builder.getSettings().get(MULTI_TENANT_CONNECTION_PROVIDER) != null;
    }
}
