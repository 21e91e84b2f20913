package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.io.StringReader;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PGobject;

/** A batch that begins a transaction, of one element or more, does what the driver's does on an unprotected table. */
class BatchesTest {

    private final TenantDatabase tenants = TenantDatabase.on(Version.V18);

    @ParameterizedTest
    @EnumSource
    void doWhatTheDriverDoes(Batch batch) throws SQLException {
        for (boolean rewritten : new boolean[] {false, true}) {
            for (boolean autoCommit : new boolean[] {false, true}) {
                assertThat(told(true, batch, rewritten, autoCommit))
                        .as("rewritten %s, autocommit %s", rewritten, autoCommit)
                        .isEqualTo(told(false, batch, rewritten, autoCommit));
            }
        }
    }

    private List<Object> told(boolean bound, Batch batch, boolean rewritten, boolean autoCommit) throws SQLException {
        tenants.reset();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(tenants.database().url());
        source.setUser(PostgresServer.APPLICATION);
        source.setPassword(PostgresServer.PASSWORD);
        source.setReWriteBatchedInserts(rewritten);
        String table = bound ? "invoice" : "note";
        List<Object> told = new ArrayList<>();
        try (Connection connection = bound ? Bound.connect(source, tenants.of("acme")) : source.getConnection()) {
            if (!bound) {
                Sql.execute(connection, "delete from note where tenant_id <> 'acme'");
            }
            connection.setAutoCommit(autoCommit);
            try {
                batch.run(connection, table, told);
            } catch (BatchUpdateException e) {
                told.add(e.getSQLState());
                told.add(Arrays.toString(e.getUpdateCounts()));
                told.add(e.getNextException().getSQLState());
                if (!autoCommit) {
                    connection.rollback();
                }
            }
            if (!autoCommit) {
                connection.commit();
            }
        }
        told.add(tenants.database()
                .superuser()
                .column("select title || coalesce(data::text, '') from " + table
                        + " where tenant_id = 'acme' order by title"));
        return told;
    }

    enum Batch {
        EMPTY {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    tell(told, insert.executeBatch());
                }
            }
        },
        OF_ONE_TWICE {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "x");
                    tell(told, insert.executeBatch());
                    add(insert, "y");
                    tell(told, insert.executeBatch());
                    tell(told, insert.executeBatch());
                }
            }
        },
        OF_THREE {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    for (String title : new String[] {"x", "y", "z"}) {
                        add(insert, title);
                    }
                    tell(told, insert.executeBatch());
                }
            }
        },
        KEEPS_PARAMETERS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values (?, ? || ?)")) {
                    insert.setString(1, "acme");
                    insert.setString(2, "x");
                    insert.setString(3, "1");
                    insert.addBatch();
                    insert.setString(3, "2");
                    insert.addBatch();
                    tell(told, insert.executeBatch());
                    insert.setString(3, "3");
                    insert.addBatch();
                    told.add(Arrays.toString(insert.executeLargeBatch()));
                    told.add(insert.executeUpdate());
                }
            }
        },
        OF_STREAMS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    insert.setCharacterStream(1, new StringReader("x"), 1);
                    insert.addBatch();
                    tell(told, insert.executeBatch());
                    insert.setCharacterStream(1, new StringReader("y"), 1);
                    insert.addBatch();
                    insert.setCharacterStream(1, new StringReader("z"), 1);
                    insert.addBatch();
                    tell(told, insert.executeBatch());
                }
            }
        },
        OF_VALUES_USED_AGAIN {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table
                                + " (tenant_id, title, data) values ('acme', ?::timestamp || encode(?, 'hex') || ?::text, ?)")) {
                    Timestamp time = new Timestamp(0);
                    Calendar zone = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
                    byte[] octets = new byte[1];
                    int[] numbers = new int[1];
                    PGobject data = new PGobject();
                    data.setType("jsonb");
                    for (int i = 0; i < 3; i++) {
                        time.setTime(i * 1_000);
                        zone.setTimeZone(TimeZone.getTimeZone("GMT+" + i));
                        octets[0] = (byte) i;
                        numbers[0] = i;
                        data.setValue(String.valueOf(i));
                        insert.setTimestamp(1, time, zone);
                        insert.setBytes(2, octets);
                        insert.setObject(3, numbers);
                        insert.setObject(4, data);
                        insert.addBatch();
                    }
                    tell(told, insert.executeBatch());
                }
            }
        },
        CLEARED {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "x");
                    insert.clearBatch();
                    tell(told, insert.executeBatch());
                    add(insert, "y");
                    add(insert, "z");
                    insert.clearBatch();
                    add(insert, "w");
                    tell(told, insert.executeBatch());
                }
            }
        },
        WITH_KEYS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', ?)",
                        Statement.RETURN_GENERATED_KEYS)) {
                    add(insert, "x");
                    tell(told, insert.executeBatch());
                    told.add(keys(insert));
                    add(insert, "y");
                    add(insert, "z");
                    tell(told, insert.executeBatch());
                    told.add(keys(insert));
                }
            }
        },
        OTHER_WORK_BETWEEN {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table);
                        PreparedStatement other = connection.prepareStatement(
                                "update " + table + " set data = '{}' where title = 'a1'")) {
                    add(insert, "x");
                    told.add(other.executeUpdate());
                    tell(told, insert.executeBatch());
                    add(insert, "y");
                    told.add(other.executeUpdate());
                    add(insert, "z");
                    tell(told, insert.executeBatch());
                }
            }
        },
        ONE_FAILS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update =
                        connection.prepareStatement("update " + table + " set data = to_jsonb(1 / ?)")) {
                    update.setInt(1, 0);
                    update.addBatch();
                    tell(told, update.executeBatch());
                }
            }
        },
        SECOND_FAILS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update =
                        connection.prepareStatement("update " + table + " set data = to_jsonb(1 / ?)")) {
                    for (int divisor : new int[] {1, 0, 1}) {
                        update.setInt(1, divisor);
                        update.addBatch();
                    }
                    tell(told, update.executeBatch());
                }
            }
        },
        OF_A_QUERY {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement query = connection.prepareStatement("select title from " + table)) {
                    query.addBatch();
                    tell(told, query.executeBatch());
                }
            }
        },
        RETURNING {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', ?) returning id")) {
                    add(insert, "x");
                    tell(told, insert.executeBatch());
                }
            }
        },
        UNWRAPPED {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "x");
                    insert.unwrap(org.postgresql.PGStatement.class);
                    add(insert, "y");
                    tell(told, insert.executeBatch());
                }
            }
        };

        abstract void run(Connection connection, String table, List<Object> told) throws SQLException;

        private static PreparedStatement insert(Connection connection, String table) throws SQLException {
            return connection.prepareStatement("insert into " + table + " (tenant_id, title) values ('acme', ?)");
        }

        private static void add(PreparedStatement insert, String title) throws SQLException {
            insert.setString(1, title);
            insert.addBatch();
        }

        private static void tell(List<Object> told, int[] counts) {
            told.add(Arrays.toString(counts));
        }

        private static int keys(Statement statement) throws SQLException {
            int count = 0;
            try (ResultSet keys = statement.getGeneratedKeys()) {
                while (keys.next()) {
                    count++;
                }
            }
            return count;
        }
    }
}
