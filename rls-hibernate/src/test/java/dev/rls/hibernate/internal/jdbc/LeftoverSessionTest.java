package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.RoundTrips;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.jdbc.connections.internal.DataSourceConnectionProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a borrower leaves in the session of the database, by accident or on purpose, shows the next one nothing of his, and
 * costs that one no round trip.
 */
class LeftoverSessionTest {

    private static final String TITLES = "select title from invoice order by id";

    /** What is left, and how it is seen in a session that it is there. */
    enum Poison {
        SEARCH_PATH("set search_path = pg_temp, pg_catalog, public", "show search_path", "pg_temp, pg_catalog, public"),
        ROLE("set role rls_app", "select current_user", "rls_app"),
        CONTEXT(
                "select set_config('rls.ctx', current_setting('rls.ctx'), false)",
                "select current_setting('rls.ctx', true) > ''",
                "t"),
        FORGED_CONTEXT("set rls.ctx = 'forged'", "show rls.ctx", "forged"),
        LISTEN("listen news", "select pg_listening_channels()", "news");

        private final String sql;
        private final String look;
        private final String seen;

        Poison(String sql, String look, String seen) {
            this.sql = sql;
            this.look = look;
            this.seen = seen;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodySeesAnythingOfTheLastOneAndNobodyPays(Poison poison) throws SQLException, IOException {
        for (Version version : Version.values()) {
            TenantDatabase tenants = TenantDatabase.fresh(version);
            tenants.migrator().execute("grant select on invoice to rls_app");
            try (RoundTrips wire = new RoundTrips(tenants.database().port());
                    HikariDataSource pool = pool(wire, version)) {
                tripsOf(wire, pool, tenants, "globex", "g1");
                int clean = tripsOf(wire, pool, tenants, "globex", "g1");
                leave(pool, tenants, poison.sql);
                assertThat(tripsOf(wire, pool, tenants, "globex", "g1"))
                        .as("%s, %s", poison, version)
                        .isEqualTo(clean);
                assertNobodyIsBound(pool);
                assertIsLeft(pool, poison);
                tripsOf(wire, pool, tenants, "acme", "a1", "a2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* kept */ declare kept cursor with hold for select title from invoice",
                "select 1; declare kept cursor with hold for select title from invoice",
                "do $$ begin execute 'declare kept cursor with ho' || 'ld for select title from invoice'; end $$"
            })
    void aCursorThatOutlivesItsTransactionDoesNotOutliveItsBorrower(String declaration)
            throws SQLException, IOException {
        for (Version version : Version.values()) {
            TenantDatabase tenants = TenantDatabase.fresh(version);
            try (RoundTrips wire = new RoundTrips(tenants.database().port());
                    HikariDataSource pool = pool(wire, version)) {
                tripsOf(wire, pool, tenants, "globex", "g1");
                int clean = tripsOf(wire, pool, tenants, "globex", "g1");
                leave(pool, tenants, declaration);
                assertThat(tripsOf(wire, pool, tenants, "globex", "g1")).isEqualTo(clean);
                leaveInAutocommit(pool, tenants, declaration);
                leaveAfterAnError(pool, tenants, declaration);
                leaveByHibernate(pool, tenants, declaration);
                try (Connection next = new BoundDataSource(pool).getConnection()) {
                    assertThat(column(next, "select name from pg_cursors where is_holdable"))
                            .isEmpty();
                }
                try (Connection unbound = pool.getConnection()) {
                    unbound.setAutoCommit(false);
                    column(unbound, "select rls.bind(?)", tenants.of("acme").token());
                    execute(unbound, declaration);
                    unbound.commit();
                }
                try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                    assertThat(column(globex, "fetch all from kept"))
                            .as("the control: declared past this library it is there")
                            .containsExactly("a1", "a2");
                }
            }
        }
    }

    private static void leaveInAutocommit(HikariDataSource pool, TenantDatabase tenants, String sql)
            throws SQLException {
        try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
            execute(acme, sql);
            assertThat(column(acme, "fetch next from kept")).containsExactly("a1");
        }
    }

    private static void leaveAfterAnError(HikariDataSource pool, TenantDatabase tenants, String sql)
            throws SQLException {
        try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
            acme.setAutoCommit(false);
            execute(acme, sql);
            acme.commit();
            assertThatThrownBy(() -> column(acme, "select 1 / 0")).satisfies(e -> Bound.assertState(e, "22012"));
        }
    }

    /** Which gives back the connection of its own provider, and does not close the bound one. */
    private static void leaveByHibernate(HikariDataSource pool, TenantDatabase tenants, String sql)
            throws SQLException {
        Connection acme = Bound.connect(pool, tenants.of("acme"));
        execute(acme, sql);
        new BindingConnectionProvider(new DataSourceConnectionProvider(), null, Map.of())
                .releaseConnection("acme", acme);
    }

    /** Under a name as the driver gives them the bind is refused: one to have the driver prepare anew, one to go on. */
    @ParameterizedTest
    @EnumSource
    void preparedStatementsAreDropped(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                HikariDataSource pool = pool(wire, version)) {
            tripsOf(wire, pool, tenants, "globex", "g1");
            int clean = tripsOf(wire, pool, tenants, "globex", "g1");
            leave(pool, tenants, "prepare planted as select title from note");
            assertThat(tripsOf(wire, pool, tenants, "globex", "g1")).isEqualTo(clean);
            leave(pool, tenants, "prepare \"S_1000\" as select title from note");
            assertThat(tripsOf(wire, pool, tenants, "globex", "g1")).isEqualTo(clean + 2);
            assertThat(tripsOf(wire, pool, tenants, "globex", "g1")).isEqualTo(clean);
        }
    }

    /** Or a text that somebody chose would end the literal that the next one writes it as, and go on as his SQL. */
    @ParameterizedTest
    @EnumSource
    void aLiteralMeansToTheNextOneWhatItMeant(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        String chosen = "\\' || set_config($$a.b$$, max(title), false) --";
        String query = "select '" + chosen.replace("'", "''") + "'\nfrom invoice having true";
        String look = "select coalesce(current_setting('a.b', true), 'nothing')";
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                HikariDataSource pool = pool(wire, version)) {
            int clean = tripsOf(wire, pool, tenants, "globex", "g1");
            for (boolean autoCommit : new boolean[] {true, false}) {
                leave(pool, tenants, "set standard_conforming_strings = off");
                Connection physical = pool.getConnection();
                physical.setAutoCommit(autoCommit);
                try (Connection globex = BoundConnection.of(physical, tenants.of("globex"), new Tickets())) {
                    globex.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ); // not within a transaction
                    assertThat(column(globex, query)).containsExactly(chosen);
                    assertThat(column(globex, look)).containsExactly("nothing");
                }
            }
            assertThat(tripsOf(wire, pool, tenants, "globex", "g1")).isEqualTo(clean);
            try (Connection unbound = pool.getConnection()) {
                unbound.setAutoCommit(false);
                execute(unbound, "set standard_conforming_strings = off");
                column(unbound, "select rls.bind(?)", tenants.of("globex").token());
                column(unbound, query);
                assertThat(column(unbound, look)).as("the control").containsExactly("g1");
            }
        }
    }

    /** It is refused rather than left away: then there is an error where rows would have been. */
    @ParameterizedTest
    @EnumSource
    void rowSecurityThatIsSwitchedOffIsAnError(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                HikariDataSource pool = pool(wire, version)) {
            leave(pool, tenants, "set row_security = off");
            try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                assertThatThrownBy(() -> column(globex, TITLES)).satisfies(e -> Bound.assertState(e, "42501"));
            }
        }
    }

    /** They would stand before the tables of the next one. */
    @ParameterizedTest
    @EnumSource
    void temporaryTablesAreNobodys(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                HikariDataSource pool = pool(wire, version)) {
            assertThatThrownBy(() -> leave(pool, tenants, "create temporary table invoice (title text)"))
                    .satisfies(e -> Bound.assertState(e, "42501"));
            tripsOf(wire, pool, tenants, "globex", "g1");
        }
    }

    private static void leave(HikariDataSource pool, TenantDatabase tenants, String sql) throws SQLException {
        try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
            acme.setAutoCommit(false);
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
            execute(acme, sql);
            acme.commit();
        }
    }

    /** Of one transaction, from the pool and back. */
    private static int tripsOf(
            RoundTrips wire, HikariDataSource pool, TenantDatabase tenants, String tenant, String... own)
            throws SQLException {
        int before = wire.count();
        try (Connection next = Bound.connect(pool, tenants.of(tenant))) {
            next.setAutoCommit(false);
            assertThat(column(next, TITLES)).containsExactly(own);
            next.commit();
        }
        return wire.count() - before;
    }

    private static void assertNobodyIsBound(HikariDataSource pool) throws SQLException {
        try (Connection next = new BoundDataSource(pool).getConnection()) {
            assertThatThrownBy(() -> column(next, TITLES)).satisfies(e -> Bound.assertState(e, "42501"));
        }
    }

    /** The control: it was there all the time. */
    private static void assertIsLeft(HikariDataSource pool, Poison poison) throws SQLException {
        try (Connection next = pool.getConnection()) {
            assertThat(column(next, poison.look)).isEqualTo(List.of(poison.seen));
        }
    }

    static HikariDataSource pool(RoundTrips wire, Version version) {
        return Bound.poolOfOne(RoundTripsTest.through(wire, version));
    }
}
