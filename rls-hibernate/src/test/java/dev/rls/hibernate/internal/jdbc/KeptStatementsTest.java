package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.RoundTrips;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;

/** The first statement of a transaction is kept on the server as the others are, and the bind before it is not. */
@ParameterizedClass
@MethodSource("proofs")
class KeptStatementsTest {

    private static final String TITLES = "select title from invoice order by id";
    private static final String LOOT = "select set_config('loot.token', $2, false)";
    private static final String PREPARED = "select statement from pg_prepared_statements";
    private static final int THRESHOLD = 5;

    @Parameter(0)
    Version version;

    @Parameter(1)
    Proof proof;

    private TenantDatabase tenants;
    private HikariDataSource pool;

    static Stream<Arguments> proofs() {
        return Arrays.stream(Version.values())
                .flatMap(version -> Arrays.stream(Proof.values()).map(proof -> Arguments.of(version, proof)));
    }

    @BeforeEach
    void open() throws SQLException {
        tenants = TenantDatabase.fresh(version);
        Proof.trust(tenants);
        pool = Bound.poolOfOne(tenants.database().application().dataSource());
    }

    @AfterEach
    void close() throws SQLException {
        Proof.trustNoLonger(tenants);
        pool.close();
    }

    @Test
    void asOftenAsTheDriverIsToldAndWithoutTheBind() throws SQLException {
        read("acme", THRESHOLD - 1);
        assertThat(prepared()).doesNotContain(TITLES);
        read("acme", 1);
        assertThat(prepared()).contains(TITLES);
        read("acme", 3);
        assertThat(prepared()).contains(TITLES).noneMatch(statement -> statement.contains("rls."));
        read("globex", 3);
        assertThat(prepared()).contains(TITLES).noneMatch(statement -> statement.contains("rls."));
    }

    @Test
    void eachOneKeepsItsName() throws SQLException {
        read("acme", THRESHOLD + 1);
        List<String> names = names(TITLES);
        read("globex", THRESHOLD * 3);
        assertThat(names(TITLES)).hasSize(1).isEqualTo(names);
    }

    /** Each answers before, while and after it is named as it does without a bind. */
    @Test
    void whateverItIs() throws SQLException {
        Map<String, SqlStep<Connection, Object>> kinds = new LinkedHashMap<>();
        kinds.put("rows by parameters of two types", c -> column(c, "select title from invoice where title = ?", "a2"));
        kinds.put("rows by pieces", c -> {
            try (PreparedStatement statement = c.prepareStatement("select title from invoice order by id desc")) {
                statement.setFetchSize(1);
                List<String> titles = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        titles.add(rows.getString("title"));
                    }
                }
                return titles;
            }
        });
        kinds.put("numbers, in binary", c -> {
            try (PreparedStatement statement = c.prepareStatement("select count(*), sum(length(title)) from invoice");
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1) * 100 + rows.getInt(2);
            }
        });
        kinds.put("a count", c -> {
            try (PreparedStatement statement = c.prepareStatement("update invoice set data = ? where title = ?")) {
                statement.setNull(1, Types.OTHER);
                statement.setString(2, "a1");
                return statement.executeUpdate();
            }
        });
        kinds.put("a generated key", c -> {
            try (PreparedStatement statement = c.prepareStatement(
                    "insert into invoice (tenant_id, title) values ('acme', ?)", new String[] {"title"})) {
                statement.setString(1, "new");
                assertThat(statement.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    keys.next();
                    return keys.getString(1);
                }
            }
        });
        kinds.put("two in one text", c -> {
            try (Statement statement = c.createStatement()) {
                boolean rows = statement.execute("update invoice set data = null; select title from invoice limit 1");
                int changed = statement.getUpdateCount();
                boolean more = statement.getMoreResults();
                statement.getResultSet().next();
                return rows + " " + changed + " " + more + " "
                        + statement.getResultSet().getString(1).length();
            }
        });
        for (Map.Entry<String, SqlStep<Connection, Object>> kind : kinds.entrySet()) {
            Set<Object> answers = new HashSet<>();
            for (int i = 0; i < THRESHOLD * 2; i++) {
                try (Connection acme = Bound.connect(pool, proof.of(tenants, "acme"))) {
                    acme.setAutoCommit(false);
                    answers.add(kind.getValue().apply(acme));
                    assertThat(column(acme, "select distinct tenant_id from invoice"))
                            .containsExactly("acme");
                    acme.rollback();
                }
            }
            assertThat(answers).as(kind.getKey()).hasSize(1);
        }
        assertThat(prepared()).hasSizeGreaterThan(kinds.size());
    }

    /** What the driver has forgotten, because the search path changed, is kept again some time. */
    @Test
    void againAfterAThousand() throws SQLException {
        read("acme", THRESHOLD);
        try (Connection plain = pool.getConnection()) {
            execute(plain, "deallocate all");
        }
        read("acme", 10);
        assertThat(prepared()).doesNotContain(TITLES);
        read("acme", 990);
        assertThat(prepared()).contains(TITLES);
    }

    @Test
    void inAStatementThatStaysOpenOverTransactions() throws SQLException {
        try (Connection acme = Bound.connect(pool, proof.of(tenants, "acme"))) {
            acme.setAutoCommit(false);
            try (PreparedStatement statement = acme.prepareStatement(TITLES)) {
                for (int i = 0; i < THRESHOLD * 2; i++) {
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                    acme.commit();
                }
            }
        }
        assertThat(prepared()).contains(TITLES).noneMatch(statement -> statement.contains("rls."));
    }

    /** Whoever commits by text has done something that cannot be begun anew. */
    @Test
    void whatCommitsIsNotSentTwice() throws SQLException {
        String sql = "insert into invoice (tenant_id, title) values ('acme', 'once'); commit; select 1";
        for (int i = 0; i < THRESHOLD + 1; i++) {
            inserted(sql);
        }
        String name = names(" select 1").get(0);
        try (Connection plain = pool.getConnection()) {
            execute(plain, "deallocate \"" + name + '"');
        }
        assertThat(catchThrowable(() -> inserted(sql))).isNotNull();
        assertThat(tenants.database().superuser().value("select count(*) from invoice where title = 'once'"))
                .as("what was committed before the failure is so once")
                .isEqualTo(String.valueOf(THRESHOLD + 2));
    }

    private void inserted(String sql) throws SQLException {
        try (Connection acme = Bound.connect(pool, proof.of(tenants, "acme"))) {
            acme.setAutoCommit(false);
            try (PreparedStatement statement = acme.prepareStatement(sql)) {
                statement.execute();
            }
            acme.rollback();
        }
    }

    /** There would be no transaction in which it could be named without a token. */
    @Test
    void notInAutocommit() throws SQLException {
        try (Connection acme = Bound.connect(pool, proof.of(tenants, "acme"))) {
            for (int i = 0; i < THRESHOLD * 2; i++) {
                assertThat(column(acme, TITLES)).hasSize(2);
            }
        }
        assertThat(prepared()).doesNotContain(TITLES).noneMatch(statement -> statement.contains("rls."));
    }

    @Test
    void atOneRoundTripWhenItBegins() throws SQLException, IOException {
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                HikariDataSource through = LeftoverSessionTest.pool(wire, version)) {
            List<Integer> trips = new ArrayList<>();
            for (int i = 0; i < THRESHOLD * 2; i++) {
                int before = wire.count();
                read(through, "acme");
                trips.add(wire.count() - before);
            }
            int usual = trips.get(1);
            assertThat(trips.get(THRESHOLD - 1)).isEqualTo(usual + 1);
            trips.remove(THRESHOLD - 1);
            trips.remove(0); // a new connection
            assertThat(trips).containsOnly(usual);
        }
    }

    @Test
    void notWhereTheDriverIsToldToKeepNothing() throws SQLException {
        try (HikariDataSource none =
                Bound.poolOfOne(tenants.database().application().dataSource())) {
            try (Connection plain = none.getConnection()) {
                plain.unwrap(BaseConnection.class).setPrepareThreshold(0);
            }
            for (int i = 0; i < THRESHOLD * 2; i++) {
                read(none, "acme");
            }
            try (Connection plain = none.getConnection()) {
                assertThat(column(plain, PREPARED)).isEmpty();
            }
        }
    }

    @Test
    void whatWasSwappedForItIsNotRunAndItIs() throws SQLException {
        read("acme", THRESHOLD + 1);
        plant(names(TITLES).get(0), "select set_config('loot.title', title, false) from invoice");
        read("globex", 2);
        assertThat(loot("title")).isNull();
    }

    @Test
    void aNameThatTheNextBindWouldHaveIsNoHindrance() throws SQLException {
        read("acme", THRESHOLD - 1);
        try (Connection plain = pool.getConnection()) {
            for (int i = 2; i < 50; i++) {
                execute(plain, "prepare \"S_" + i + "\" as select 1");
            }
        }
        read("globex", 2);
    }

    @Test
    void whatWasDroppedBehindTheDriversBackIsPreparedAnew() throws SQLException {
        read("acme", THRESHOLD + 1);
        try (Connection plain = pool.getConnection()) {
            execute(plain, "do $$ begin execute 'deallocate all'; end $$");
        }
        read("globex", 1);
    }

    @Test
    void whatCanBeReadOnlyOnceIsNotSentTwice() throws SQLException {
        String sql = "select title from invoice where title = ?";
        try (Connection plain = pool.getConnection()) {
            execute(plain, "prepare \"S_1000\" as select 1");
        }
        Bound.assertState(catchThrowable(() -> readOnce(sql)), "26000");
        assertThat(readOnce(sql)).as("what comes next").isEqualTo("a1");
    }

    /** It would have run before the bind. */
    @Test
    void theDriverNamesNoBegin() throws SQLException {
        read("acme", THRESHOLD + 1);
        assertThat(prepared()).contains("COMMIT").doesNotContain("BEGIN");
    }

    /** Until the next execution the driver has a name for the bind, too. */
    @Test
    void theNameOfTheBindIsGivenNoToken() throws SQLException {
        read("acme", THRESHOLD);
        assertThat(binds()).hasSize(1);
        plant(binds().get(0), LOOT, "text, text");
        read("globex", 2);
        assertThat(loot("token")).isNull();
        assertThat(binds()).isEmpty();
    }

    @Test
    void norWhereItIsNamedAgain() throws SQLException {
        read("acme", THRESHOLD);
        plant(binds().get(0), LOOT, "character, character");
        plant(names(TITLES).get(0), "select 'nothing of hers'");
        try (Connection plain = pool.getConnection()) {
            BaseConnection session = plain.unwrap(BaseConnection.class);
            KeptStatements.of(session).forget();
            session.setPrepareThreshold(1);
        }
        read("globex", 1);
        assertThat(loot("token")).isNull();
        assertThat(prepared()).contains(TITLES);
    }

    /** As a driver does whose threshold counts for the bind, too. */
    @Test
    void controlWhereTheBindIsKeptItIsGivenTheToken() throws SQLException {
        for (String tenant : List.of("acme", "globex")) {
            try (Connection plain = pool.getConnection();
                    PreparedStatement bind = plain.prepareStatement(proof.sql())) {
                bind.unwrap(PGStatement.class).setPrepareThreshold(1);
                bind.setString(1, "");
                bind.setString(2, secret(tenant));
                bind.execute();
            }
            if (tenant.equals("acme")) {
                plant(binds().get(0), LOOT, "text, text");
            }
        }
        assertThat(loot("token")).isEqualTo(secret("globex"));
    }

    private String readOnce(String sql) throws SQLException {
        try (Connection acme = Bound.connect(pool, proof.of(tenants, "acme"))) {
            acme.setAutoCommit(false);
            try (PreparedStatement statement = acme.prepareStatement(sql)) {
                statement.setCharacterStream(1, new StringReader("a1"));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            } finally {
                acme.rollback();
            }
        }
    }

    private void read(String tenant, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            read(pool, tenant);
        }
    }

    private void read(HikariDataSource from, String tenant) throws SQLException {
        try (Connection connection = Bound.connect(from, proof.of(tenants, tenant))) {
            connection.setAutoCommit(false);
            assertThat(column(connection, TITLES)).hasSize(tenant.equals("acme") ? 2 : 1);
            connection.commit();
        }
    }

    private List<@Nullable String> prepared() throws SQLException {
        try (Connection plain = pool.getConnection()) {
            return column(plain, PREPARED);
        }
    }

    private String secret(String tenant) throws SQLException {
        String token = proof.of(tenants, tenant).token();
        return token == null ? "{\"tenant_id\": \"" + tenant + "\"}" : token;
    }

    private List<@Nullable String> binds() throws SQLException {
        return names(proof.sql().replaceFirst("[?]", "\\$1").replaceFirst("[?]", "\\$2"));
    }

    private List<@Nullable String> names(String statement) throws SQLException {
        try (Connection plain = pool.getConnection()) {
            return column(plain, "select name from pg_prepared_statements where statement = ?", statement);
        }
    }

    private void plant(@Nullable String name, String statement, String... types) throws SQLException {
        try (Connection plain = pool.getConnection()) {
            String declared = types.length == 0 ? "" : "(" + types[0] + ")";
            execute(plain, "deallocate \"" + name + '"', "prepare \"" + name + '"' + declared + " as " + statement);
        }
    }

    private @Nullable String loot(String what) throws SQLException {
        try (Connection plain = pool.getConnection()) {
            return column(plain, "select current_setting('loot." + what + "', true)")
                    .get(0);
        }
    }
}
