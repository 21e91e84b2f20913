package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each kind of parameter arrives where it belongs, with a bind before the statement and without. */
class ParametersTest {

    private static final Calendar UTC = Calendar.getInstance(TimeZone.getTimeZone("UTC"));

    static final List<Kind> KINDS = List.of(
            new Kind("null", "int", (s, i) -> s.setNull(i, Types.INTEGER)),
            new Kind("null of a type", "int", (s, i) -> s.setNull(i, Types.INTEGER, "int4")),
            new Kind("boolean", "boolean", (s, i) -> s.setBoolean(i, true)),
            new Kind("byte", "smallint", (s, i) -> s.setByte(i, (byte) 1)),
            new Kind("short", "smallint", (s, i) -> s.setShort(i, (short) 1)),
            new Kind("int", "int", (s, i) -> s.setInt(i, 1)),
            new Kind("long", "bigint", (s, i) -> s.setLong(i, 1)),
            new Kind("float", "real", (s, i) -> s.setFloat(i, 1)),
            new Kind("double", "float8", (s, i) -> s.setDouble(i, 1)),
            new Kind("decimal", "numeric", (s, i) -> s.setBigDecimal(i, BigDecimal.TEN)),
            new Kind("string", "text", (s, i) -> s.setString(i, "x")),
            new Kind("bytes", "bytea", (s, i) -> s.setBytes(i, new byte[] {1})),
            new Kind("date", "date", (s, i) -> s.setDate(i, Date.valueOf("2020-01-02"))),
            new Kind("date with calendar", "date", (s, i) -> s.setDate(i, Date.valueOf("2020-01-02"), UTC)),
            new Kind("time", "time", (s, i) -> s.setTime(i, Time.valueOf("01:02:03"))),
            new Kind("time with calendar", "time", (s, i) -> s.setTime(i, Time.valueOf("01:02:03"), UTC)),
            new Kind("timestamp", "timestamp", (s, i) -> s.setTimestamp(i, new Timestamp(0))),
            new Kind("timestamp with calendar", "timestamptz", (s, i) -> s.setTimestamp(i, new Timestamp(0), UTC)),
            new Kind(
                    "array",
                    "int[]",
                    (s, i) -> s.setArray(i, s.getConnection().createArrayOf("int4", new Object[] {1, 2}))),
            new Kind("object", "uuid", (s, i) -> s.setObject(i, new UUID(1, 2))),
            new Kind("object of a type", "date", (s, i) -> s.setObject(i, LocalDate.EPOCH, Types.DATE)),
            new Kind("object of a JDBC type", "int", (s, i) -> s.setObject(i, "1", Types.INTEGER)),
            new Kind("object with a scale", "numeric", (s, i) -> s.setObject(i, 1.25, Types.NUMERIC, 1)),
            new Kind("stream as object", "text", (s, i) -> s.setObject(i, stream(), Types.LONGVARCHAR)),
            new Kind("binary stream", "bytea", (s, i) -> s.setBinaryStream(i, stream())),
            new Kind("binary stream with a length", "bytea", (s, i) -> s.setBinaryStream(i, stream(), 3)),
            new Kind("character stream", "text", (s, i) -> s.setCharacterStream(i, new StringReader("abc"))),
            new Kind("ASCII stream", "text", (s, i) -> s.setAsciiStream(i, stream(), 3)),
            new Kind("XML", "text", (s, i) -> s.setSQLXML(i, xml(s))));

    @ParameterizedTest
    @FieldSource("KINDS")
    void aParameterArrivesWhereItBelongs(Kind kind) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        try (Connection plain = tenants.database().application().connect();
                Connection acme = Bound.connect(tenants.database().application().dataSource(), tenants.of("acme"))) {
            List<String> expected = read(plain, kind);
            acme.setAutoCommit(false);
            assertThat(read(acme, kind)).isEqualTo(expected);
            assertThat(read(acme, kind)).isEqualTo(expected);
            acme.commit();
            assertThat(readTwice(acme, kind)).isEqualTo(expected);
            acme.setAutoCommit(true);
            assertThat(readTwice(acme, kind)).isEqualTo(expected);
            for (boolean autoCommit : new boolean[] {false, true}) {
                acme.setAutoCommit(autoCommit);
                assertThat(inABatch(acme, kind)).containsExactly(expected.get(1), expected.get(1));
            }
        }
    }

    /** As with the driver; only what was there to be read is gone after an execution. */
    @Test
    void aNullOfAnyKindIsThereForTheNextExecution() throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        List<ParameterSetter> nulls = List.of(
                (s, i) -> s.setBinaryStream(i, null),
                (s, i) -> s.setBinaryStream(i, null, 0),
                (s, i) -> s.setCharacterStream(i, null),
                (s, i) -> s.setCharacterStream(i, null, 0),
                (s, i) -> s.setAsciiStream(i, null, 0),
                (s, i) -> s.setBlob(i, (Blob) null),
                (s, i) -> s.setClob(i, (Clob) null),
                (s, i) -> s.setSQLXML(i, null));
        try (Connection acme = Bound.connect(tenants.database().application().dataSource(), tenants.of("acme"))) {
            for (boolean autoCommit : new boolean[] {false, true}) {
                acme.setAutoCommit(autoCommit);
                for (ParameterSetter setter : nulls) {
                    try (PreparedStatement statement = acme.prepareStatement("select ? is null")) {
                        setter.set(statement, 1);
                        for (int execution = 0; execution < 3; execution++) {
                            try (ResultSet rows = statement.executeQuery()) {
                                rows.next();
                                assertThat(rows.getBoolean(1)).isTrue();
                            }
                        }
                    }
                    if (!autoCommit) {
                        acme.commit();
                    }
                }
            }
        }
    }

    @Test
    void noMethodOfJdbcIsLeftToItsDefault() throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        try (Connection acme = Bound.connect(tenants.database().application().dataSource(), tenants.of("acme"));
                PreparedStatement statement = acme.prepareStatement("select 1");
                ResultSet rows = statement.executeQuery()) {
            assertThat(Stream.of(acme, statement, acme.createStatement(), acme.prepareCall("{call f()}"), rows)
                            .flatMap(wrapper -> Stream.of(wrapper.getClass().getMethods()))
                            .filter(method -> method.isDefault()))
                    .isEmpty();
        }
    }

    private static List<String> read(Connection connection, Kind kind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(kind.sql())) {
            return read(statement, kind);
        }
    }

    private static List<String> readTwice(Connection connection, Kind kind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(kind.sql())) {
            read(statement, kind);
            return read(statement, kind);
        }
    }

    private static List<String> read(PreparedStatement statement, Kind kind) throws SQLException {
        statement.setString(1, "before");
        kind.setter.set(statement, 2);
        statement.setString(3, "after");
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return List.of(rows.getString(1), String.valueOf(rows.getString(2)), rows.getString(3));
        }
    }

    private static List<String> inABatch(Connection connection, Kind kind) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update note set title = (?::" + kind.type + ")::text where id = ?")) {
            for (int id = 1; id <= 2; id++) {
                kind.setter.set(statement, 1);
                statement.setLong(2, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return column(connection, "select coalesce(title, 'null') from note where id in (1, 2)");
    }

    private record Kind(String name, String type, ParameterSetter setter) {
        String sql() {
            return "select ?, (?::" + type + ")::text, ?";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface ParameterSetter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    private static ByteArrayInputStream stream() {
        return new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII));
    }

    private static SQLXML xml(PreparedStatement statement) throws SQLException {
        SQLXML xml = statement.getConnection().createSQLXML();
        xml.setString("<a/>");
        return xml;
    }
}
