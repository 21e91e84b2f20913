package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.token.ApiTokenVerifier;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/** Whatever the driver is told, and whatever is sent. */
class KeptModesTest {

    @ParameterizedTest
    @EnumSource(value = PreferQueryMode.class, mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void noNameIsGivenAToken(PreferQueryMode mode) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        Proof.trust(tenants);
        try {
            noNameIsGivenAToken(tenants, mode);
        } finally {
            Proof.trustNoLonger(tenants);
        }
    }

    private static void noNameIsGivenAToken(TenantDatabase tenants, PreferQueryMode mode) throws SQLException {
        for (int threshold : new int[] {1, 2, 5}) {
            for (AutoSave autosave : new AutoSave[] {AutoSave.NEVER, AutoSave.ALWAYS, AutoSave.CONSERVATIVE}) {
                for (int cache : new int[] {0, 2, 256}) {
                    for (String stringtype : new String[] {"varchar", "unspecified"}) {
                        PGSimpleDataSource direct = (PGSimpleDataSource)
                                tenants.database().application().dataSource();
                        direct.setPreferQueryMode(mode);
                        direct.setPrepareThreshold(threshold);
                        direct.setAutosave(autosave);
                        direct.setPreparedStatementCacheQueries(cache);
                        direct.setStringType(stringtype);
                        try (HikariDataSource pool = Bound.poolOfOne(direct)) {
                            for (int i = 0; i < 18; i++) {
                                Proof proof = Proof.values()[i % 3];
                                one(pool, proof.of(tenants, i % 2 == 0 ? "acme" : "globex"), i);
                                try (Connection plain = pool.getConnection();
                                        Statement simple = plain.createStatement();
                                        ResultSet rows = simple.executeQuery(
                                                "select parameter_types::text, statement from"
                                                        + " pg_prepared_statements where statement like '%rls.' || 'bind%'")) {
                                    while (rows.next()) {
                                        assertThat(rows.getString(1)).isEqualTo("{character,character}");
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void one(HikariDataSource pool, Claims claims, int i) throws SQLException {
        try (Connection connection = Bound.connect(pool, claims)) {
            connection.setAutoCommit(false);
            int mine = i % 2 == 0 ? 2 : 1;
            try (PreparedStatement kept = connection.prepareStatement("select title from invoice where title <> ?")) {
                for (int j = 0; j < 2; j++) {
                    kept.setString(1, "none");
                    int n = 0;
                    try (ResultSet rows = kept.executeQuery()) {
                        while (rows.next()) {
                            n++;
                        }
                    }
                    assertThat(n).isEqualTo(mine);
                    if (j == 0) {
                        connection.commit();
                    }
                }
            }
            connection.commit();
            try (Statement text = connection.createStatement();
                    ResultSet rows = text.executeQuery("select count(*) from invoice")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(mine);
            }
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(column(connection, "select title from invoice")).hasSize(mine);
        }
    }

    /** The driver sends a Sync before a statement whose rows it knows to be of any size; in autocommit the bind would end there. */
    @ParameterizedTest
    @EnumSource
    void describedAndThenInAutocommit(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        for (String stringtype : new String[] {"varchar", "unspecified"}) {
            PGSimpleDataSource direct =
                    (PGSimpleDataSource) tenants.database().application().dataSource();
            direct.setStringType(stringtype);
            try (HikariDataSource pool = Bound.poolOfOne(direct)) {
                for (int i = 0; i < 24; i++) {
                    try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                        acme.setAutoCommit(i % 2 == 1);
                        try (PreparedStatement kept =
                                acme.prepareStatement("select title, id from invoice where title <> ?")) {
                            kept.setObject(1, "none", Types.OTHER);
                            try (ResultSet rows = kept.executeQuery()) {
                                assertThat(rows.next()).isTrue();
                            } catch (SQLException e) {
                                throw new SQLException(
                                        stringtype + " execution " + i + ": " + e.getMessage(), e.getSQLState(), e);
                            }
                        }
                        if (i % 2 == 0) {
                            acme.commit();
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDriverDeclaresNoTypeOfIsNotNamed(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (dev.rls.fixtures.RoundTrips wire =
                        new dev.rls.fixtures.RoundTrips(tenants.database().port());
                HikariDataSource pool = LeftoverSessionTest.pool(wire, version)) {
            List<Integer> trips = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int before = wire.count();
                try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                    acme.setAutoCommit(false);
                    try (PreparedStatement kept = acme.prepareStatement("select title from invoice where now() > ?")) {
                        kept.setTimestamp(1, new Timestamp(0));
                        try (ResultSet rows = kept.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                        }
                    }
                    acme.commit();
                }
                trips.add(wire.count() - before);
            }
            assertThat(trips.subList(6, 12)).as("%s", trips).containsOnly(trips.get(2));
        }
    }

    /** The driver sends a Sync in the middle, so what the retry repeats was committed already. */
    /** In autocommit a part of it may have been committed. */
    @ParameterizedTest
    @EnumSource
    void whatMayHaveBeenDoneIsNotDoneTwice(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        String sql =
                "insert into invoice (tenant_id, title) values (?, 'twice'); select title from invoice where title <> ?";
        try (HikariDataSource pool =
                Bound.poolOfOne(tenants.database().application().dataSource())) {
            for (int i = 0; i < 7; i++) {
                try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                    acme.setAutoCommit(false);
                    several(acme, sql);
                    acme.rollback();
                }
            }
            try (Connection plain = pool.getConnection()) {
                execute(plain, "do $$ begin execute 'deallocate all'; end $$");
            }
            try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                assertThatThrownBy(() -> several(acme, sql)).satisfies(e -> Bound.assertState(e, "26000"));
                assertThat(twice(tenants)).isEqualTo("0");
                several(acme, sql);
                assertThat(twice(tenants)).as("what comes next").isEqualTo("1");
            }
        }
    }

    /** Where the bind failed, nothing was done, so that a batch that carried it is sent again; before one of streams it goes alone. */
    @ParameterizedTest
    @EnumSource
    void aBatchBehindABindThatFailed(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool =
                Bound.poolOfOne(tenants.database().application().dataSource())) {
            for (boolean streams : new boolean[] {false, true}) {
                try (Connection plain = pool.getConnection()) {
                    execute(plain, "prepare \"S_1000\" as select 1");
                }
                try (Connection acme = Bound.connect(pool, tenants.of("acme"));
                        PreparedStatement insert =
                                acme.prepareStatement("insert into invoice (tenant_id, title) values ('acme', ?)")) {
                    addTwice(insert, streams);
                    assertThat(insert.executeBatch()).containsExactly(1, 1);
                    assertThat(twice(tenants)).isEqualTo(streams ? "4" : "2");
                }
            }
        }
    }

    private static void addTwice(PreparedStatement insert, boolean streams) throws SQLException {
        for (int i = 0; i < 2; i++) {
            if (streams) {
                insert.setCharacterStream(1, new StringReader("twice"));
            } else {
                insert.setString(1, "twice");
            }
            insert.addBatch();
        }
    }

    private static String twice(TenantDatabase tenants) throws SQLException {
        return tenants.database().superuser().value("select count(*) from invoice where title = 'twice'");
    }

    private static void several(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "acme");
            statement.setString(2, "none");
            statement.execute();
        }
    }

    /** A transaction that has begun already cannot be begun anew. */
    @ParameterizedTest
    @EnumSource
    void whatNeedsNoClaimsCameFirst(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool =
                Bound.poolOfOne(tenants.database().application().dataSource())) {
            try (Connection plain = pool.getConnection()) {
                execute(plain, "prepare \"S_999\" as select 1");
            }
            try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                globex.setAutoCommit(false);
                execute(globex, "set local statement_timeout = '5s'");
                assertThatThrownBy(() -> column(globex, "select title from invoice"))
                        .hasMessageContaining("RLS519");
                globex.rollback();
                execute(globex, "set local statement_timeout = '5s'");
                assertThat(column(globex, "select title from invoice")).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysTypesFetchSizeAndSeveral(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        for (AutoSave autosave : AutoSave.values()) {
            for (boolean rewrite : new boolean[] {false, true}) {
                PGSimpleDataSource direct =
                        (PGSimpleDataSource) tenants.database().application().dataSource();
                direct.setAutosave(autosave);
                direct.setReWriteBatchedInserts(rewrite);
                try (HikariDataSource pool = Bound.poolOfOne(direct)) {
                    for (int i = 0; i < 20; i++) {
                        if (i % 6 == 5) {
                            try (Connection plain = pool.getConnection()) {
                                for (String name :
                                        column(plain, "select name from pg_prepared_statements where not from_sql")) {
                                    execute(
                                            plain,
                                            "deallocate \"" + name + "\"",
                                            "prepare \"" + name
                                                    + "\" as select set_config('loot.title', title, false) from invoice");
                                }
                            }
                        }
                        for (boolean auto : new boolean[] {false, true}) {
                            one(pool, tenants, i, auto);
                        }
                    }
                    try (Connection plain = pool.getConnection()) {
                        assertThat(column(plain, "select current_setting('loot.title', true)")
                                        .get(0))
                                .isIn(null, "");
                    }
                }
            }
        }
    }

    private static void one(HikariDataSource pool, TenantDatabase tenants, int i, boolean auto) throws SQLException {
        String tenant = i % 2 == 0 ? "acme" : "globex";
        long before = Long.parseLong(tenants.database().superuser().value("select count(*) from invoice"));
        try (Connection connection = Bound.connect(pool, tenants.of(tenant))) {
            connection.setAutoCommit(auto);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into invoice (tenant_id, title) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, tenant);
                if (i % 3 == 0) {
                    insert.setNull(2, Types.VARCHAR);
                } else {
                    insert.setObject(2, "t" + i, i % 3 == 1 ? Types.OTHER : Types.VARCHAR);
                }
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getString("tenant_id")).isEqualTo(tenant);
                    assertThat(keys.next()).isFalse();
                }
            }
            if (!auto) {
                connection.commit();
            }
            try (PreparedStatement batch =
                    connection.prepareStatement("insert into invoice (tenant_id, title) values (?, ?)")) {
                for (int j = 0; j < 1 + i % 3; j++) {
                    batch.setString(1, tenant);
                    batch.setString(2, "b" + j);
                    batch.addBatch();
                }
                batch.executeBatch();
            }
            if (!auto) {
                connection.commit();
            }
            try (PreparedStatement several = connection.prepareStatement(
                    "insert into invoice (tenant_id, title) values (?, 'x'); select tenant_id from invoice where tenant_id <> ?")) {
                several.setString(1, tenant);
                several.setString(2, tenant);
                several.execute();
                assertThat(several.getUpdateCount()).isEqualTo(1);
                assertThat(several.getMoreResults()).isTrue();
                assertThat(several.getResultSet().next()).isFalse();
            }
            if (!auto) {
                connection.commit();
            }
            try (PreparedStatement many = connection.prepareStatement("select tenant_id from invoice")) {
                many.setFetchSize(2);
                int n = 0;
                try (ResultSet rows = many.executeQuery()) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).isEqualTo(tenant);
                        n++;
                    }
                }
                assertThat(n).isPositive();
            }
            if (!auto) {
                connection.commit();
            }
        }
        assertThat(Long.parseLong(tenants.database().superuser().value("select count(*) from invoice")))
                .isEqualTo(before + 2 + 1 + i % 3);
    }

    /** With either the driver names every statement, whatever the statement is told. */
    @ParameterizedTest
    @EnumSource
    void aDriverThatNamesEverythingIsRefused(Version version) {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        PGSimpleDataSource direct =
                (PGSimpleDataSource) tenants.database().application().dataSource();
        for (int negative : new int[] {-1, -2}) {
            direct.setPrepareThreshold(negative);
            refused(tenants, direct);
        }
        direct.setPrepareThreshold(5);
        System.setProperty("org.postgresql.forceBinary", "true");
        try {
            refused(tenants, direct);
        } finally {
            System.clearProperty("org.postgresql.forceBinary");
        }
    }

    private static void refused(TenantDatabase tenants, PGSimpleDataSource direct) {
        assertThatThrownBy(() -> Bound.connect(direct, tenants.of("acme")))
                .hasMessageStartingWith("RLS253: ")
                .hasMessageContaining("where code called PGConnection.setPrepareThreshold");
        assertThatThrownBy(() -> new ApiTokenVerifier(direct).verify("rls_" + "0".repeat(12) + "_" + "0".repeat(64)))
                .hasMessageStartingWith("RLS253: ");
    }
}
