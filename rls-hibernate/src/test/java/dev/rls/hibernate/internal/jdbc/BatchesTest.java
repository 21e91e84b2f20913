package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
                told.add(Arrays.toString(e.getLargeUpdateCounts()));
                told.add(e.getErrorCode());
                told.add(e.getNextException().getMessage().replace(table, "a table"));
                told.add(e.getCause() == e.getNextException());
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
        OF_AS_MANY_AS_FIT_IN_A_TEXT {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    for (int size = 7; size < 11; size++) {
                        for (int i = 0; i < size; i++) {
                            add(insert, size + "." + i);
                        }
                        told.add(Arrays.toString(insert.executeLargeBatch()));
                    }
                }
            }
        },
        OF_SEVERAL_AGAIN {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update =
                        connection.prepareStatement("update " + table + " set data = ?::jsonb where title like ?")) {
                    for (String data : new String[] {"1", "2", null}) {
                        for (String title : new String[] {"a%", "a1", "b"}) {
                            update.setString(1, data);
                            update.setString(2, title);
                            update.addBatch();
                        }
                        tell(told, update.executeBatch());
                        tell(told, update.executeBatch());
                        tellState(told, update);
                    }
                    update.setString(1, "7");
                    told.add(update.executeUpdate());
                    update.setString(2, "a2");
                    told.add(update.executeUpdate());
                    tellState(told, update);
                    update.addBatch();
                    tell(told, update.executeBatch());
                    tellState(told, update);
                }
            }
        },
        OF_NUMBERS_AND_TEXTS_USED_AGAIN {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', ?::text || ? || ?::text || ?)")) {
                    AtomicLong count = new AtomicLong();
                    StringBuilder text = new StringBuilder();
                    int[][] numbers = new int[1][1];
                    for (int i = 0; i < 3; i++) {
                        count.set(i);
                        text.append(i);
                        numbers[0][0] = i;
                        insert.setObject(1, count);
                        insert.setObject(2, text, Types.VARCHAR);
                        insert.setObject(3, numbers);
                        insert.setObject(4, count, Types.INTEGER);
                        insert.addBatch();
                    }
                    tell(told, insert.executeBatch());
                }
            }
        },
        OF_ARRAYS_THAT_ARE_FREED {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', ?::text)")) {
                    for (int i = 0; i < 3; i++) {
                        Array array = connection.createArrayOf("text", new String[] {"x" + i});
                        insert.setArray(1, array);
                        insert.addBatch();
                        array.free();
                    }
                    tell(told, insert.executeBatch());
                    for (int i = 0; i < 3; i++) {
                        Array array = connection.createArrayOf("int4", new Integer[] {i});
                        insert.setObject(1, array);
                        insert.addBatch();
                        array.free();
                    }
                    tell(told, insert.executeBatch());
                }
            }
        },
        OF_STREAMS_THAT_ARE_CLOSED {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    for (int size = 1; size < 4; size++) {
                        for (int i = 0; i < size; i++) {
                            try (Reader reader = new StringReader("x" + i)) {
                                insert.setCharacterStream(1, reader, 2);
                                insert.addBatch();
                            } catch (java.io.IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        tell(told, insert.executeBatch());
                    }
                }
            }
        },
        OF_A_STREAM_OUT_OF_RANGE {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "w");
                    insert.executeBatch();
                    for (int index : new int[] {0, 2}) {
                        try {
                            insert.setString(1, "x");
                            insert.setCharacterStream(index, new StringReader("y"), 1);
                            insert.addBatch();
                            insert.setString(1, "z");
                            insert.addBatch();
                            insert.executeBatch();
                            told.add("nothing was refused");
                        } catch (SQLException e) {
                            told.add(e.getSQLState());
                            if (!connection.getAutoCommit()) {
                                connection.rollback();
                            }
                        }
                    }
                }
            }
        },
        OF_NULLS_AND_OTHER_TYPES {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update = connection.prepareStatement(
                        "update " + table + " set data = to_jsonb(coalesce(?::int, 0)) where title = ? or title = ?")) {
                    update.setNull(1, Types.INTEGER);
                    update.setObject(2, "a1");
                    update.setNull(3, Types.NULL);
                    update.addBatch();
                    update.setObject(1, "5", Types.OTHER);
                    update.setString(2, null);
                    update.setString(3, "a2");
                    update.addBatch();
                    update.setShort(1, (short) 6);
                    update.setObject(2, null);
                    update.addBatch();
                    tell(told, update.executeBatch());
                }
            }
        },
        OF_WHAT_THE_DRIVER_TRANSLATES {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update = connection.prepareStatement("/* ? */ update " + table
                        + " set data = to_jsonb({fn locate(?, 'abcabc', 2)}) where data ?? ? and '?' <> title -- ?")) {
                    for (String key : new String[] {"a", "b", "c"}) {
                        update.setString(1, key);
                        update.setString(2, key); // the driver has it twice
                        update.setString(3, key);
                        update.addBatch();
                    }
                    tell(told, update.executeBatch());
                }
            }
        },
        WITHOUT_PARAMETERS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (tenant_id, title) values ('acme', 'x'); ")) {
                    insert.addBatch();
                    insert.addBatch();
                    tell(told, insert.executeBatch());
                }
            }
        },
        /** What is no statement alone must not become one twice. */
        OF_HALF_A_STATEMENT {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                for (String half : new String[] {"'x", "$$x", "'x' /*", "'x", "('x'", "\"x"}) {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "insert into " + table + " (tenant_id, title) select 'acme', " + half)) {
                        insert.addBatch();
                        insert.addBatch();
                        insert.executeBatch();
                        told.add("nothing was refused");
                    } catch (SQLException e) {
                        told.add(e.getSQLState());
                        if (!connection.getAutoCommit()) {
                            connection.rollback();
                        }
                    }
                }
            }
        },
        OF_AN_INDEX_OUT_OF_RANGE {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "x");
                    add(insert, "y");
                    tell(told, insert.executeBatch());
                    for (int index : new int[] {0, 2, 3}) {
                        told.add(catchThrowableOfType(SQLException.class, () -> insert.setString(index, "z"))
                                .getSQLState());
                        told.add(catchThrowableOfType(SQLException.class, () -> insert.setObject(index, "z"))
                                .getSQLState());
                    }
                    add(insert, "z");
                    tell(told, insert.executeBatch());
                }
            }
        },
        MISSES_A_PARAMETER {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    add(insert, "x");
                    add(insert, "y");
                    tell(told, insert.executeBatch());
                    for (int size = 2; size < 10; size += 7) {
                        for (int i = 1; i < size; i++) {
                            add(insert, "z");
                        }
                        insert.clearParameters();
                        insert.addBatch();
                        SQLException missing = catchThrowableOfType(SQLException.class, insert::executeBatch);
                        told.add(missing.getSQLState());
                        told.add(missing.getMessage());
                    }
                }
            }
        },
        IN_ANOTHER_MODE_THAN_IT_BEGAN {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                boolean autoCommit = connection.getAutoCommit();
                try (PreparedStatement insert = insert(connection, table)) {
                    for (int i = 0; i < 3; i++) {
                        add(insert, "x" + i);
                        add(insert, "y" + i);
                        connection.setAutoCommit(i == 0);
                        add(insert, "z" + i);
                        connection.setAutoCommit(i == 1);
                        tell(told, insert.executeBatch());
                    }
                }
                connection.setAutoCommit(autoCommit);
            }
        },
        WITH_SETTINGS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement insert = insert(connection, table)) {
                    insert.setFetchSize(1);
                    insert.setMaxRows(1);
                    insert.setQueryTimeout(60);
                    add(insert, "x");
                    add(insert, "y");
                    tell(told, insert.executeBatch());
                    told.add(insert.getFetchSize());
                    told.add(insert.getMaxRows());
                    told.add(insert.getQueryTimeout());
                    insert.closeOnCompletion();
                    add(insert, "z");
                    add(insert, "w");
                    tell(told, insert.executeBatch());
                    told.add(insert.isClosed());
                }
            }
        },
        LASTS_TOO_LONG {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                try (PreparedStatement update = connection.prepareStatement(
                        "update " + table + " set title = title || pg_sleep(?) where title = 'a1'")) {
                    update.setQueryTimeout(1);
                    for (int seconds : new int[] {0, 30}) {
                        update.setDouble(1, seconds);
                        update.addBatch();
                    }
                    tell(told, update.executeBatch());
                }
            }
        },
        IS_CANCELLED {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
                try (PreparedStatement update = connection.prepareStatement(
                        "update " + table + " set title = title || pg_sleep(?) where title = 'a1'")) {
                    for (int seconds : new int[] {0, 30}) {
                        update.setDouble(1, seconds);
                        update.addBatch();
                    }
                    other.schedule(
                            () -> {
                                update.cancel();
                                return update;
                            },
                            500,
                            TimeUnit.MILLISECONDS);
                    tell(told, update.executeBatch());
                } finally {
                    other.shutdownNow();
                }
            }
        },
        WARNS {
            @Override
            void run(Connection connection, String table, List<Object> told) throws SQLException {
                String name = "a".repeat(64);
                try (PreparedStatement update = connection.prepareStatement(
                        "update " + table + " as " + name + " set data = null where title = ?")) {
                    add(update, "a1");
                    add(update, "a2");
                    tell(told, update.executeBatch());
                    told.add(update.getWarnings().getMessage());
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
                    add(insert, "v");
                    add(insert, "u");
                    insert.clearParameters();
                    add(insert, "t");
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
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                    insert.setMaxRows(1);
                    add(insert, "w");
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

        /** What a statement says of its last execution. */
        private static void tellState(List<Object> told, Statement statement) throws SQLException {
            told.add(statement.getUpdateCount());
            told.add(String.valueOf(statement.getResultSet()));
            told.add(statement.getMoreResults());
            told.add(statement.getUpdateCount());
            told.add(keys(statement));
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
