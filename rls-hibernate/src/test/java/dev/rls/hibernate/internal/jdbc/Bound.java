package dev.rls.hibernate.internal.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer;
import dev.rls.hibernate.BoundDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Where a test's connections come from: a version of PostgreSQL, through the driver's data source or a pool of one
 * connection, so that each borrower meets what the last one left.
 */
record Bound(PostgresServer.Version version, boolean pooled, TenantDatabase tenants, DataSource plain) {

    static Stream<Bound> all() {
        return Stream.of(PostgresServer.Version.values())
                .flatMap(version -> Stream.of(of(version, false), of(version, true)));
    }

    static Bound of(PostgresServer.Version version, boolean pooled) {
        TenantDatabase tenants = TenantDatabase.on(version);
        DataSource direct = tenants.database().application().dataSource();
        return new Bound(version, pooled, tenants, pooled ? pool(direct) : direct);
    }

    /** A connection bound to the claims of a tenant. */
    Connection connect(String tenant) throws SQLException {
        return connect(tenants.of(tenant));
    }

    Connection connect(Claims claims) throws SQLException {
        DataSource bound = new BoundDataSource(plain);
        return ClaimsScope.call(claims, () -> bound.getConnection());
    }

    private static DataSource pool(DataSource direct) {
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
