package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the compiler has copied into the class files: they are read from the Hibernate at hand. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "org.hibernate.binder.internal.TenantIdBinder, FILTER_NAME, _tenantId",
        "org.hibernate.binder.internal.TenantIdBinder, PARAMETER_NAME, tenantId",
        "org.hibernate.cfg.MultiTenancySettings, MULTI_TENANT_CONNECTION_PROVIDER, hibernate.multi_tenant_connection_provider",
        "org.hibernate.cfg.MultiTenancySettings, MULTI_TENANT_IDENTIFIER_RESOLVER, hibernate.tenant_identifier_resolver",
        "org.hibernate.cfg.QuerySettings, SEMANTIC_QUERY_TRANSLATOR, hibernate.query.sqm.translator",
        "org.hibernate.cfg.MappingSettings, DEFAULT_SCHEMA, hibernate.default_schema",
        "org.hibernate.cfg.CacheSettings, USE_QUERY_CACHE, hibernate.cache.use_query_cache"
    })
    void theNameIsAsItWas(String type, String constant, String value) throws ReflectiveOperationException {
        assertThat(Class.forName(type).getField(constant).get(null)).isEqualTo(value);
    }
}
