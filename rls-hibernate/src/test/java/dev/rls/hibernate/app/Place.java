package dev.rls.hibernate.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A database to run in: H2 in memory, or PostgreSQL with schema rls installed and the key of {@link Tenants}. */
public final class Place {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final @Nullable TestDatabase postgres;
    private final DataSource h2;

    private Place(@Nullable TestDatabase postgres) {
        this.postgres = postgres;
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:orm" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        this.h2 = dataSource;
    }

    public static Place h2() {
        return new Place(null);
    }

    /** Runs of mutants start no servers: they would outlive the JVMs that are killed. */
    public static boolean hasServers() {
        return !Boolean.getBoolean("mutants");
    }

    public static Place bare(Version version) {
        if (!hasServers()) {
            throw new IllegalStateException("mutants are run on H2");
        }
        return new Place(PostgresServer.of(version).createDatabase());
    }

    public static Place postgres(Version version) {
        Place place = bare(version);
        place.run("dev/rls/liquibase/schema.sql");
        place.owner("grant rls_app to " + PostgresServer.APPLICATION, "grant rls_keys to " + PostgresServer.MIGRATOR);
        try {
            place.database()
                    .migrator()
                    .column(
                            "select rls.add_jwk(?::jsonb, ?, ?)",
                            Tenants.ISSUER.rsa().toPublicJWK().toJSONString(),
                            TestIssuer.ISSUER,
                            TestIssuer.AUDIENCE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return place;
    }

    public boolean isH2() {
        return postgres == null;
    }

    public TestDatabase database() {
        if (postgres == null) {
            throw new IllegalStateException("H2 has no roles");
        }
        return postgres;
    }

    /** As the role the application connects as. */
    public DataSource application() {
        return postgres == null ? h2 : postgres.application().dataSource();
    }

    /** As the role that owns the tables. */
    public DataSource owner() {
        return postgres == null ? h2 : postgres.migrator().dataSource();
    }

    /** Beyond row security: to seed, to look at what really is there, and to take protections away. */
    public Sql truth() {
        return postgres == null ? new Sql(h2) : postgres.superuser();
    }

    public void owner(String... statements) {
        try {
            new Sql(owner()).execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void truth(String... statements) {
        try {
            truth().execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** H2 asks the connection that created a check for it, also when that is closed. */
    public void dropChecks() {
        try {
            truth(truth().column("select 'alter table ' || table_name || ' drop constraint ' || constraint_name"
                            + " from information_schema.table_constraints where constraint_type = 'CHECK'")
                    .toArray(String[]::new));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows that lead out of their tenant, which the foreign keys refuse to everybody: as if they had been there before. */
    public void poison(String... statements) {
        if (isH2()) {
            truth(statements);
        } else {
            truth("set session_replication_role = replica;\n" + String.join(";\n", statements)
                    + ";\nset session_replication_role = default");
        }
    }

    /** A changelog of the class path, run as a whole by the owner. */
    public void run(String changelog) {
        runText(resource(changelog));
    }

    public void runText(String sql) {
        try (Connection connection = owner().getConnection()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, sql);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Place.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return postgres == null ? "H2" : "PostgreSQL";
    }

    /** A pool, as an application has one; it ends with the JVM. */
    public static DataSource pool(DataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Settings for a session factory that connects as this data source. */
    public static Map<String, Object> connectBy(DataSource dataSource) {
        return Map.of("hibernate.connection.datasource", dataSource);
    }

    /** The same with a second-level cache. One cache manager serves all factories of the JVM, and what closes one closes it. */
    public static Map<String, Object> cachedBy(DataSource dataSource) {
        Map<String, Object> settings = new HashMap<>(connectBy(dataSource));
        settings.put("hibernate.cache.region.factory_class", "jcache");
        settings.put("hibernate.javax.cache.missing_cache_strategy", "create");
        settings.put(
                "hibernate.javax.cache.provider", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
        return settings;
    }
}
