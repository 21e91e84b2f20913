package dev.rls.hibernate.internal.boot;

import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.ServiceBinding;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A registry as it looks without a multi-tenant connection provider.
 *
 * @param registry the real one
 */
record RegistryWithoutTenancy(ServiceRegistryImplementor registry) implements ServiceRegistryImplementor {

    @Override
    public <R extends Service> @Nullable R getService(Class<R> role) {
        return role == (Class<?>) MultiTenantConnectionProvider.class ? null : registry.getService(role);
    }

    @Override
    public @Nullable ServiceRegistry getParentServiceRegistry() {
        return registry.getParentServiceRegistry();
    }

    @Override
    public <R extends Service> @Nullable ServiceBinding<R> locateServiceBinding(Class<R> role) {
        return registry.locateServiceBinding(role);
    }

    @Override
    public boolean isActive() {
        return registry.isActive();
    }

    @Override
    public void destroy() {
        throw new UnsupportedOperationException("a view does not end what it shows");
    }

    @Override
    public void registerChild(ServiceRegistryImplementor child) {
        registry.registerChild(child);
    }

    @Override
    public void deRegisterChild(ServiceRegistryImplementor child) {
        registry.deRegisterChild(child);
    }

    @Override
    public <T extends Service> @Nullable T fromRegistryOrChildren(Class<T> role) {
        return getService(role);
    }
}
