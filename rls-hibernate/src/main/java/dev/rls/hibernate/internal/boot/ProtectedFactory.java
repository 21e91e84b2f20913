package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.check.StartUpCheck;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import dev.rls.hibernate.internal.inspect.TamperingInspector;
import dev.rls.hibernate.internal.query.RejectedRows;
import dev.rls.hibernate.internal.session.EnabledFilters;
import dev.rls.hibernate.internal.session.TenantChangeGuard;
import dev.rls.hibernate.internal.session.TenantResolver;
import dev.rls.hibernate.internal.write.ForgedInstances;
import dev.rls.hibernate.internal.write.WriteGuard;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.SessionFactoryBuilder;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.boot.spi.SessionFactoryBuilderFactory;
import org.hibernate.boot.spi.SessionFactoryBuilderImplementor;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the session factory of a protected mapping: tenant resolver, tripwire and start-up check. It changes the
 * default builder in place, so that a factory of builders of the user's own still finds its place. Found by
 * ServiceLoader.
 */
public final class ProtectedFactory implements SessionFactoryBuilderFactory {

    @Override
    public @Nullable SessionFactoryBuilder getSessionFactoryBuilder(
            MetadataImplementor metadata, SessionFactoryBuilderImplementor builder) {
        if (!HibernateVersion.isSupported()) {
            HibernateVersion.refuse(metadata.getEntityBindings());
            return null;
        }
        SessionFactoryOptions options = builder.buildSessionFactoryOptions();
        ProtectedUnit unit = ProtectedUnit.of(metadata);
        refuseLateEntities(metadata, unit);
        if (unit != null) {
            EnversTables.protect(metadata, unit);
            SecondMappings.refuse(metadata, unit, options.getDefaultSchema());
            IgnoredReferences.keep(metadata, unit);
            if (options.getCurrentTenantIdentifierResolver() != null) {
                throw StartMessages.foreignResolver();
            }
            TenantResolver resolver = new TenantResolver(unit);
            builder.applyCurrentTenantIdentifierResolver(resolver);
            builder.applyStatementInspector(new TamperingInspector(options.getStatementInspector()));
            builder.addSessionFactoryObservers(
                    new ResolverCheck(resolver),
                    new EnabledFilters(unit),
                    new TenantChangeGuard(unit),
                    new WriteGuard(unit),
                    new ForgedInstances(),
                    new RejectedRows(unit),
                    new StartUpCheck(unit));
        } else if (hasBindingProvider(options)) {
            // nothing scoped in this persistence unit: it works as if this library were not there
            builder.applyMultiTenancy(false);
        }
        return null;
    }

    private static boolean hasBindingProvider(SessionFactoryOptions options) {
        return options.getServiceRegistry().getService(MultiTenantConnectionProvider.class)
                instanceof BindingConnectionProvider;
    }

    /** Entities of other contributors and of Envers are bound after ours had its turn. */
    private static void refuseLateEntities(MetadataImplementor metadata, @Nullable ProtectedUnit unit) {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            String root = entity.getRootClass().getEntityName();
            if (entity.getClassName() != null) {
                if (Scoped.inherits(entity) && (unit == null || unit.entity(root) == null)) {
                    throw StartMessages.contributedLate(entity.getEntityName());
                }
            }
        }
    }

    /** A resolver applied to the builder afterwards would replace ours. */
    private record ResolverCheck(TenantResolver resolver) implements SessionFactoryObserver {

        @Override
        public void sessionFactoryCreated(SessionFactory factory) {
            SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
            if ((Object) implementor.getCurrentTenantIdentifierResolver() != resolver) {
                throw StartMessages.foreignResolver();
            }
        }
    }
}
