package dev.rls.hibernate.internal.jdbc;

import dev.rls.claims.Claims;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** By what the claims of a connection are bound. */
enum Proof {
    TOKEN("select rls.bind_ticket(?, ?)") {
        @Override
        Claims make(TenantDatabase tenants, String tenant) {
            return tenants.of(tenant);
        }
    },
    API_TOKEN("select case when ? is null then rls.bind_ticket(null, null) else rls.bind_api_token(?)::text end") {
        @Override
        Claims make(TenantDatabase tenants, String tenant) throws SQLException {
            String token = tenants.migrator()
                    .value(
                            "select rls.issue_api_token(jsonb_build_object('tenant_id', ?), now() + interval '1 hour')",
                            tenant);
            return Claims.ofToken(Objects.requireNonNull(token), Map.of("tenant_id", tenant));
        }
    },
    TRUSTED_LOGIN(
            "select case when ? is null then rls.bind_ticket(null, null) else rls.bind_claims(?::jsonb)::text end") {
        @Override
        Claims make(TenantDatabase tenants, String tenant) {
            return Claims.of(Map.of("tenant_id", tenant));
        }
    };

    private final Map<TenantDatabase, Map<String, Claims>> made = new ConcurrentHashMap<>();
    private final String sql;

    Proof(String sql) {
        this.sql = sql;
    }

    abstract Claims make(TenantDatabase tenants, String tenant) throws SQLException;

    /** The bind, as it is prepared. */
    String sql() {
        return sql;
    }

    /** The same ones each time. */
    Claims of(TenantDatabase tenants, String tenant) throws SQLException {
        Map<String, Claims> mine = made.computeIfAbsent(tenants, any -> new ConcurrentHashMap<>());
        Claims claims = mine.get(tenant);
        if (claims == null) {
            claims = make(tenants, tenant);
            mine.put(tenant, claims);
        }
        return claims;
    }

    /** To be called before; other tests rely on a login that is not trusted. */
    static void trust(TenantDatabase tenants) throws SQLException {
        tenants.database().superuser().execute("grant rls_trusted to application");
    }

    /** To be called after. */
    static void trustNoLonger(TenantDatabase tenants) throws SQLException {
        tenants.database().superuser().execute("revoke rls_trusted from application");
    }
}
