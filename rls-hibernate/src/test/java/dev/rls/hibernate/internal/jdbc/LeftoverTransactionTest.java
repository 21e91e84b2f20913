package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.internal.DataSourceConnectionProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction begun by SQL text does not outlive its borrower, or the next one's claims would be there for a third. */
class LeftoverTransactionTest {

    private static final String TITLES = "select title from invoice order by id";
    private static final String CONTEXT = "select current_setting('rls.ctx', true)";

    @ParameterizedTest
    @EnumSource
    void aPlantedTransactionEndsWithItsBorrower(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool = pool(tenants)) {
            try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                execute(acme, "select 1; begin");
            }
            assertThatNobodyHasLeftAnything(pool);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionPlantedWithoutClaimsEndsWhenTheNextBorrowerComes(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool = pool(tenants)) {
            try (Connection unbound = new BoundDataSource(pool).getConnection()) {
                execute(unbound, "begin");
            }
            try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                assertThat(column(globex, TITLES)).containsExactly("g1");
            }
            assertThatNobodyHasLeftAnything(pool);
        }
    }

    @ParameterizedTest
    @EnumSource
    void controlThePoolItselfHandsAPlantedTransactionOn(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool = pool(tenants)) {
            try (Connection planter = pool.getConnection()) {
                execute(planter, "begin");
            }
            try (Connection victim = pool.getConnection()) {
                column(victim, "select rls.bind(?)", tenants.of("globex").token());
            }
            try (Connection thief = pool.getConnection()) {
                assertThat(column(thief, TITLES)).containsExactly("g1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatDoesNotCommitBreaksTheConnectionOff(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool = pool(tenants)) {
            try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                work(globex);
                globex.setAutoCommit(false);
                assertThat(column(globex, TITLES)).containsExactly("g1");
                swapCommit(globex);
                assertThatThrownBy(globex::commit).hasMessageStartingWith("RLS252: ");
            }
            assertThatNobodyHasLeftAnything(pool);
        }
    }

    /** Not every provider notices by itself, as HikariCP does, that a connection has broken. */
    @ParameterizedTest
    @EnumSource
    void aConnectionWhoseTransactionCannotBeEndedStillGoesBackToItsProvider(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        List<Connection> givenBack = new ArrayList<>();
        DataSourceConnectionProvider hibernates = new DataSourceConnectionProvider() {
            @Override
            public void closeConnection(Connection connection) throws SQLException {
                givenBack.add(connection);
                super.closeConnection(connection);
            }
        };
        Connection broken = tenants.database().application().connect();
        String pid = column(broken, "select pg_backend_pid()").get(0);
        execute(broken, "begin");
        tenants.database().superuser().column("select pg_terminate_backend(?::int, 5000)", pid);

        BindingConnectionProvider provider = new BindingConnectionProvider(hibernates, null, Map.of());
        assertThatThrownBy(() -> provider.releaseConnection("acme", broken)).isInstanceOf(SQLException.class);
        assertThat(givenBack).containsExactly(broken);
    }

    private static void work(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < 10; i++) {
            column(connection, "select 1");
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** The driver prepares a statement on the server when it is used often, under a name that can be guessed. */
    private static void swapCommit(Connection connection) throws SQLException {
        String name = column(connection, "select name from pg_prepared_statements where statement = 'COMMIT'")
                .get(0);
        execute(connection, """
                do $do$ begin
                  execute 'deallocate "%1$s"';
                  execute 'prepare "%1$s" as select 1 where false';
                end $do$""".formatted(name));
    }

    private static void assertThatNobodyHasLeftAnything(DataSource pool) throws SQLException {
        try (Connection next = new BoundDataSource(pool).getConnection()) {
            assertThat(column(next, CONTEXT).get(0)).isNullOrEmpty();
            assertThatThrownBy(() -> column(next, TITLES)).satisfies(e -> Bound.assertState(e, "42501"));
        }
    }

    private static HikariDataSource pool(TenantDatabase tenants) {
        return Bound.poolOfOne(tenants.database().application().dataSource());
    }
}
