package dev.rls.hibernate.internal.cache;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.cfg.spi.DomainDataRegionBuildingContext;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.internal.NoCachingRegionFactory;
import org.hibernate.cache.internal.RegionFactoryInitiator;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.CacheTransactionSynchronization;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** The region factory that Hibernate would have had, with {@link CacheKeys} where there are protected entities. */
public final class TenantRegions implements StandardServiceInitiator<RegionFactory> {

    @Override
    public Class<RegionFactory> getServiceInitiated() {
        return RegionFactory.class;
    }

    @Override
    public RegionFactory initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        RegionFactory configured = RegionFactoryInitiator.INSTANCE.initiateService(settings, registry);
        return configured instanceof NoCachingRegionFactory ? configured : new Keyed(configured);
    }

    private record Context(SessionFactoryImplementor factory) implements DomainDataRegionBuildingContext {

        private static final CacheKeys KEYS = new CacheKeys();

        @Override
        public CacheKeysFactory getEnforcedCacheKeysFactory() {
            return KEYS;
        }

        @Override
        public SessionFactoryImplementor getSessionFactory() {
            return factory;
        }
    }

    private record Keyed(RegionFactory configured) implements RegionFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public DomainDataRegion buildDomainDataRegion(
                DomainDataRegionConfig region, DomainDataRegionBuildingContext context) {
            return configured.buildDomainDataRegion(
                    region,
                    ProtectedUnit.of(context.getSessionFactory()) == null
                            ? context
                            : new Context(context.getSessionFactory()));
        }

        @Override
        public void start(SessionFactoryOptions options, Map<String, Object> settings) {
            configured.start(options, settings);
        }

        @Override
        public boolean isMinimalPutsEnabledByDefault() {
            return configured.isMinimalPutsEnabledByDefault();
        }

        @Override
        public AccessType getDefaultAccessType() {
            return configured.getDefaultAccessType();
        }

        @Override
        public String qualify(String region) {
            return configured.qualify(region);
        }

        @Override
        public CacheTransactionSynchronization createTransactionContext(SharedSessionContractImplementor session) {
            return configured.createTransactionContext(session);
        }

        @Override
        public long nextTimestamp() {
            return configured.nextTimestamp();
        }

        @Override
        public long getTimeout() {
            return configured.getTimeout();
        }

        @Override
        public QueryResultsRegion buildQueryResultsRegion(String region, SessionFactoryImplementor factory) {
            return configured.buildQueryResultsRegion(region, factory);
        }

        @Override
        public TimestampsRegion buildTimestampsRegion(String region, SessionFactoryImplementor factory) {
            return configured.buildTimestampsRegion(region, factory);
        }

        @Override
        public void stop() {
            configured.stop();
        }
    }
}
