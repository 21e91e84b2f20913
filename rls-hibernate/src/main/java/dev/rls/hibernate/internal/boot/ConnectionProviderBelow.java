package dev.rls.hibernate.internal.boot;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.connections.internal.ConnectionProviderInitiator;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The connection provider that would be there without this library: data source, URL, pool, whatever was configured.
 * Hibernate makes none once there is a multi-tenant one, so its own initiator is asked with that one out of sight. Being
 * a service of its own, the registry injects, configures, starts and stops it as ever.
 */
final class ConnectionProviderBelow implements StandardServiceInitiator<ConnectionProvider> {

    @Override
    public Class<ConnectionProvider> getServiceInitiated() {
        return ConnectionProvider.class;
    }

    @Override
    public @Nullable ConnectionProvider initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return ConnectionProviderInitiator.INSTANCE.initiateService(
                configuration, new RegistryWithoutTenancy(registry));
    }
}
