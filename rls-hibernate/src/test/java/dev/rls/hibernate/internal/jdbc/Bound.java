package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer;
import dev.rls.hibernate.BoundDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Where a test's connections come from: a version of PostgreSQL, through the driver's data source or a pool of one
 * connection, so that each borrower meets what the last one left.
 */
record Bound(PostgresServer.Version version, boolean pooled, TenantDatabase tenants, DataSource plain) {

    private static final Map<PostgresServer.Version, DataSource> POOLS = new ConcurrentHashMap<>();

    static Stream<Bound> all() {
        return Stream.of(PostgresServer.Version.values())
                .flatMap(version -> Stream.of(false, true).map(pooled -> of(version, pooled)));
    }

    private static Bound of(PostgresServer.Version version, boolean pooled) {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        DataSource direct = tenants.database().application().dataSource();
        return new Bound(
                version, pooled, tenants, pooled ? POOLS.computeIfAbsent(version, any -> pool(direct)) : direct);
    }

    /** A connection bound to the claims of a tenant. */
    Connection connect(String tenant) throws SQLException {
        return connect(tenants.of(tenant));
    }

    /** A connection bound to claims. */
    Connection connect(Claims claims) throws SQLException {
        return connect(plain, claims);
    }

    /** A connection of a data source, bound to claims. */
    static Connection connect(DataSource plain, Claims claims) throws SQLException {
        DataSource bound = new BoundDataSource(plain);
        return ClaimsScope.call(claims, () -> bound.getConnection());
    }

    /** What the database answers with. */
    static void assertState(Throwable e, String state) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(state));
    }

    private static DataSource pool(DataSource direct) {
        HikariDataSource pool = poolOfOne(direct);
        pool.setConnectionTimeout(2_000);
        return pool;
    }

    /** A pool of one connection, so that each borrower meets what the last one left. */
    static HikariDataSource poolOfOne(DataSource direct) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        return version + (pooled ? " through HikariCP" : "");
    }
}
