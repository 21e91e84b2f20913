package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The token and the claims are parameters, and are seen nowhere else on this side of the wire. */
class NothingSecretTest {

    private static final String QUERY = "select title from invoice";

    @OnEveryConnection
    void noTextOfAStatementOrConnectionShowsTheToken(Bound bound) throws SQLException {
        Claims claims = bound.tenants().of("acme");
        try (Connection acme = bound.connect(claims);
                PreparedStatement prepared = acme.prepareStatement(QUERY);
                Statement statement = acme.createStatement()) {
            prepared.executeQuery();
            assertThat(prepared.toString()).contains(QUERY);
            prepared.executeQuery();
            statement.executeQuery(QUERY);
            for (Object part : new Object[] {
                acme,
                prepared,
                statement,
                prepared.getResultSet(),
                acme.getMetaData(),
                // And past our own toString().
                prepared.unwrap(PGStatement.class),
                statement.unwrap(PGStatement.class)
            }) {
                assertThat(part.toString()).doesNotContain(secretsOf(claims));
            }
        }
    }

    @OnEveryConnection
    void theTraceLogOfTheDriverDoesNotShowTheToken(Bound bound) throws SQLException {
        Claims claims = bound.tenants().of("acme");
        Logger driver = Logger.getLogger("org.postgresql");
        Level level = driver.getLevel();
        Recorder recorder = new Recorder();
        driver.addHandler(recorder);
        driver.setLevel(Level.ALL);
        try (Connection acme = bound.connect(claims);
                PreparedStatement query = acme.prepareStatement(QUERY + " where title = ?")) {
            query.setString(1, "traced");
            query.executeQuery();
            acme.setAutoCommit(false);
            query.addBatch();
            query.executeBatch();
            acme.rollback();
            assertThat(recorder.lines).anyMatch(line -> line.contains("traced"));
            assertThat(recorder.lines).noneMatch(line -> line.contains(claims.token()));
            // The control: as an ordinary parameter it would be there.
            Sql.column(acme, "select ?", claims.token());
            assertThat(recorder.lines).anyMatch(line -> line.contains(claims.token()));
        } finally {
            driver.setLevel(level);
            driver.removeHandler(recorder);
        }
    }

    @OnEveryConnection
    void aRefusedTokenIsNotInTheException(Bound bound) throws SQLException {
        Claims good = bound.tenants().of("acme");
        Claims bad = Claims.ofToken(good.token() + "x", good.asMap());
        try (Connection acme = bound.connect(bad);
                PreparedStatement query = acme.prepareStatement(QUERY)) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                acme.setAutoCommit(autoCommit);
                assertThatThrownBy(query::executeQuery)
                        .satisfies(e -> Bound.assertState(e, "28000"))
                        .satisfies(e -> assertThat(trace(e)).doesNotContain(secretsOf(bad)));
            }
        }
    }

    @OnEveryConnection
    void aSettingThatALastBorrowerLeftDoesNotPutTheTokenIntoExceptions(Bound bound) throws SQLException {
        Claims good = bound.tenants().of("acme");
        Claims bad = Claims.ofToken(good.token() + "x", good.asMap());
        try (Connection acme = bound.connect(bad);
                PreparedStatement query = acme.prepareStatement(QUERY)) {
            Sql.execute(acme, "set log_parameter_max_length_on_error = -1");
            assertThatThrownBy(query::executeQuery)
                    .satisfies(e -> Bound.assertState(e, "28000"))
                    .hasMessageStartingWith("ERROR: RLS510: token rejected")
                    .hasMessageContaining("8 KiB")
                    .satisfies(e -> assertThat(trace(e)).doesNotContain(secretsOf(bad)));
            Sql.execute(acme, "reset log_parameter_max_length_on_error");
        }
        try (Connection plain = bound.plain().getConnection()) {
            Sql.execute(plain, "set log_parameter_max_length_on_error = -1");
            assertThatThrownBy(() -> Sql.column(plain, "select rls.bind(?)", bad.token()))
                    .as("control")
                    .hasMessageContaining(bad.token());
            Sql.execute(plain, "reset log_parameter_max_length_on_error");
        }
    }

    @ParameterizedTest
    @EnumSource
    void claimsWithoutATokenBindOnlyWhereTheRoleIsTrusted(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        Claims claims = Claims.of(Map.of("tenant_id", "globex", "sub", "someone", "roles", List.of("a")));
        Sql application = tenants.database().application();
        try (Connection globex = Bound.connect(application.dataSource(), claims)) {
            assertThatThrownBy(() -> Sql.column(globex, QUERY))
                    .satisfies(e -> Bound.assertState(e, "42501"))
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("globex"));
        }
        tenants.database().superuser().execute("grant rls_trusted to application");
        try (Connection globex = Bound.connect(application.dataSource(), claims)) {
            assertThat(Sql.column(globex, QUERY)).containsExactly("g1");
        } finally {
            tenants.database().superuser().execute("revoke rls_trusted from application");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extendedForPrepared", "extendedCacheEverything"})
    void aModeThatWritesParametersIntoTheTextIsRefused(String mode) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        PGSimpleDataSource source =
                (PGSimpleDataSource) tenants.database().application().dataSource();
        source.setProperty("preferQueryMode", mode);
        Connection plain = source.getConnection();
        if (mode.equals("simple")) {
            assertThatThrownBy(() -> BoundConnection.of(plain, tenants.of("acme"), new Tickets()))
                    .isInstanceOf(RlsException.class)
                    .hasMessage("RLS251: the connection runs with preferQueryMode=simple, which would write the token"
                            + " into the SQL text; remove preferQueryMode from the JDBC URL or data source, or use"
                            + " extended or extendedForPrepared");
            assertThat(plain.isClosed()).isTrue();
        } else {
            try (Connection acme = BoundConnection.of(plain, tenants.of("acme"), new Tickets());
                    Statement statement = acme.createStatement()) {
                assertThat(Sql.column(acme, QUERY)).hasSize(2);
                assertThat(statement.executeQuery(QUERY).next()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "unnamed portal with parameters: $1 = 'a'; $2 = 'secret',false",
                "unbenanntes Portal mit Parametern: $1 = 'secret',false",
                "unnamed portal parameter $2 = 'secret...',false",
                "unnamed portal parameter $2 = '...',true",
                "SQL statement \"select a from b where c = $1\",true"
            })
    void noParameterIsToldInAnyLanguage(String where, boolean kept) {
        SQLException told = PgDriver.withoutParameters(
                new PSQLException(new ServerErrorMessage("SERROR\0C22021\0Mwrong\0W" + where + "\0")));
        assertThat(told.getMessage().contains(where)).isEqualTo(kept);
        assertThat(told.getMessage()).doesNotContain("secret");
        assertThat(told.getSQLState()).isEqualTo("22021");
    }

    private static String[] secretsOf(Claims claims) {
        String token = claims.token();
        return new String[] {token, token.substring(token.lastIndexOf('.')), "someone"};
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static final class Recorder extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        private Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
