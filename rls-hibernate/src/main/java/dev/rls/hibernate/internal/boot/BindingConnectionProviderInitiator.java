package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Makes the provider that binds connections to claims, around the one that was configured. */
final class BindingConnectionProviderInitiator implements StandardServiceInitiator<MultiTenantConnectionProvider<?>> {

    @Override
    @SuppressWarnings("unchecked") // a class literal has no type argument
    public Class<MultiTenantConnectionProvider<?>> getServiceInitiated() {
        return (Class<MultiTenantConnectionProvider<?>>) (Class<?>) MultiTenantConnectionProvider.class;
    }

    @Override
    public MultiTenantConnectionProvider<?> initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return new BindingConnectionProvider(
                registry.requireService(ConnectionProvider.class), registry, configuration);
    }
}
