package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.RoundTrips;
import java.io.IOException;
import java.io.StringReader;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a bind costs on the wire: the same flow on an unprotected table without claims and on a protected one with. */
class RoundTripsTest {

    @ParameterizedTest
    @CsvSource({
        "QUERY,0,0",
        "QUERY_TWICE,0,0",
        "UPDATE,0,0",
        "LARGE_UPDATE,0,0",
        "EXECUTE,0,0",
        "REUSED_STATEMENT,0,0",
        "CHARACTER_STREAM,0,0",
        "PLAIN_STATEMENT,0,0",
        "TWO_IN_ONE,0,0",
        "CURSOR,0,0",
        "BATCH_AFTER_QUERY,0,0",
        "BATCH_OF_ONE,0,0",
        "GENERATED_KEYS,0,0",
        "GENERATED_KEYS_OF_PLAIN_STATEMENT,0,0",
        "QUESTION_MARK_OPERATOR,0,0",
        "CALL_WITHOUT_OUT_PARAMETER,0,0",
        // What the driver makes impossible. In autocommit: BEGIN with the bind, and COMMIT.
        "BATCH,1,0",
        "BATCH_OF_NINE,1,2",
        "CALL,1,2"
    })
    void aBindCostsNoRoundTripWhereTheDriverLetsItBeCarried(Flow flow, int inTransaction, int inAutocommit)
            throws SQLException, IOException {
        for (Version version : Version.values()) {
            assertThat(extra(version, flow, false))
                    .as("%s, transaction", version)
                    .isEqualTo(inTransaction);
            assertThat(extra(version, flow, true)).as("%s, autocommit", version).isEqualTo(inAutocommit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void controlABindOfItsOwnIsSeenOnTheWire(Version version) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                Connection plain = through(wire, version).getConnection()) {
            plain.setAutoCommit(false);
            int before = wire.count();
            new Binding(plain, tenants.of("acme"), new Tickets()).bindNow();
            Flow.QUERY.run(plain, "invoice");
            plain.commit();
            assertThat(wire.count() - before).isEqualTo(3);
        }
    }

    private static int extra(Version version, Flow flow, boolean autoCommit) throws SQLException, IOException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (RoundTrips wire = new RoundTrips(tenants.database().port());
                Connection plain = through(wire, version).getConnection();
                Connection acme = Bound.connect(through(wire, version), tenants.of("acme"))) {
            int unprotected = trips(wire, plain, flow, "note", autoCommit);
            return trips(wire, acme, flow, "invoice", autoCommit) - unprotected;
        }
    }

    /** Of a second time, because at the first the driver may have to ask the server about itself. */
    private static int trips(RoundTrips wire, Connection connection, Flow flow, String table, boolean autoCommit)
            throws SQLException {
        connection.setAutoCommit(autoCommit);
        int before = 0;
        for (int time = 0; time < 2; time++) {
            before = wire.count();
            flow.run(connection, table);
            if (!autoCommit) {
                connection.commit();
            }
        }
        return wire.count() - before;
    }

    static PGSimpleDataSource through(RoundTrips wire, Version version) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {wire.port()});
        source.setDatabaseName(TenantDatabase.on(version).database().name());
        source.setUser(PostgresServer.APPLICATION);
        source.setPassword(PostgresServer.PASSWORD);
        return source;
    }

    /** Each returns with the rows of one tenant seen, or fails. */
    enum Flow {
        QUERY {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(titles(table))) {
                    statement.setString(1, "a%");
                    assertThat(rows(statement.executeQuery())).isEqualTo(2);
                }
            }
        },
        QUERY_TWICE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                QUERY.run(connection, table);
                QUERY.run(connection, table);
            }
        },
        UPDATE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set data = null where title like ?")) {
                    statement.setString(1, "a%");
                    assertThat(statement.executeUpdate()).isEqualTo(2);
                }
            }
        },
        LARGE_UPDATE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set data = null where title like 'a%'")) {
                    assertThat(statement.executeLargeUpdate()).isEqualTo(2);
                }
            }
        },
        EXECUTE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(titles(table))) {
                    statement.setObject(1, "a%");
                    assertThat(statement.execute()).isTrue();
                    assertThat(rows(statement.getResultSet())).isEqualTo(2);
                }
            }
        },
        REUSED_STATEMENT {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(titles(table))) {
                    statement.setString(1, "a%");
                    for (int i = 0; i < 4; i++) {
                        assertThat(rows(statement.executeQuery())).isEqualTo(2);
                        if (!connection.getAutoCommit() && i == 1) {
                            connection.commit();
                        }
                    }
                }
            }
        },
        CHARACTER_STREAM {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(titles(table))) {
                    statement.setCharacterStream(1, new StringReader("a%"));
                    assertThat(rows(statement.executeQuery())).isEqualTo(2);
                }
            }
        },
        GENERATED_KEYS {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', 'b')", new String[] {"id"})) {
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                    assertThat(rows(statement.getGeneratedKeys())).isEqualTo(1);
                }
            }
        },
        GENERATED_KEYS_OF_PLAIN_STATEMENT {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    assertThat(statement.executeUpdate(
                                    "insert into " + table + " (tenant_id, title) values ('acme', 'b'), ('acme', 'c')",
                                    Statement.RETURN_GENERATED_KEYS))
                            .isEqualTo(2);
                    assertThat(rows(statement.getGeneratedKeys())).isEqualTo(2);
                }
            }
        },
        PLAIN_STATEMENT {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    assertThat(rows(statement.executeQuery("select 1 from " + table + " where title like 'a%'")))
                            .isEqualTo(2);
                }
            }
        },
        TWO_IN_ONE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(
                        "update " + table + " set data = null where title = ?; " + titles(table))) {
                    statement.setString(1, "a1");
                    statement.setString(2, "a%");
                    assertThat(statement.execute()).isFalse();
                    assertThat(statement.getUpdateCount()).isEqualTo(1);
                    assertThat(statement.getMoreResults()).isTrue();
                    assertThat(rows(statement.getResultSet())).isEqualTo(2);
                }
            }
        },
        CURSOR {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(titles(table))) {
                    statement.setFetchSize(1);
                    statement.setString(1, "a%");
                    assertThat(rows(statement.executeQuery())).isEqualTo(2);
                }
            }
        },
        BATCH {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set data = null where title = ?")) {
                    for (String title : new String[] {"a1", "a2"}) {
                        statement.setString(1, title);
                        statement.addBatch();
                    }
                    assertThat(statement.executeBatch()).containsExactly(1, 1);
                }
            }
        },
        BATCH_OF_NINE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set data = null where title = ?")) {
                    for (int i = 0; i < 9; i++) {
                        statement.setString(1, "a1");
                        statement.addBatch();
                    }
                    assertThat(statement.executeBatch()).hasSize(9).containsOnly(1);
                }
            }
        },
        BATCH_OF_ONE {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set data = null where title = ?")) {
                    statement.setString(1, "a1");
                    statement.addBatch();
                    assertThat(statement.executeBatch()).containsExactly(1);
                }
            }
        },
        BATCH_AFTER_QUERY {
            @Override
            void run(Connection connection, String table) throws SQLException {
                QUERY.run(connection, table);
                BATCH.run(connection, table);
            }
        },
        CALL {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (CallableStatement statement = connection.prepareCall("{? = call count_" + table + "(?)}")) {
                    statement.registerOutParameter(1, java.sql.Types.BIGINT);
                    statement.setString(2, "a%");
                    statement.execute();
                    assertThat(statement.getLong(1)).isEqualTo(2);
                }
            }
        },
        CALL_WITHOUT_OUT_PARAMETER {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (CallableStatement statement = connection.prepareCall("{call count_" + table + "(?)}")) {
                    statement.setString(1, "a%");
                    assertThat(statement.execute()).isTrue();
                    assertThat(rows(statement.getResultSet())).isEqualTo(1);
                }
            }
        },
        QUESTION_MARK_OPERATOR {
            @Override
            void run(Connection connection, String table) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    assertThat(rows(statement.executeQuery("select '?' from " + table + " where data ? 'b' -- ?")))
                            .isEqualTo(1);
                }
            }
        };

        abstract void run(Connection connection, String table) throws SQLException;

        private static String titles(String table) {
            return "select title from " + table + " where title like ?";
        }

        private static int rows(ResultSet rows) throws SQLException {
            int count = 0;
            try (rows) {
                while (rows.next()) {
                    count++;
                }
            }
            return count;
        }
    }
}
