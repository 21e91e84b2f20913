package dev.rls.testkit.internal;

import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values on their way to JDBC and back. */
public final class Binder {

    private Binder() {}

    /**
     * Sets a parameter.
     *
     * @param statement where
     * @param index which, from 1
     * @param value a value of a type that conditions know
     * @throws SQLException as the driver does
     */
    public static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else {
            statement.setObject(index, value);
        }
    }

    /**
     * Reads a column.
     *
     * @param rows where
     * @param index which, from 1
     * @param type what it holds
     * @return the value
     * @throws SQLException as the driver does
     */
    public static @Nullable Object get(ResultSet rows, int index, ValueType type) throws SQLException {
        return switch (type) {
            case STRING -> rows.getString(index);
            case UUID -> rows.getObject(index, UUID.class);
            case LONG -> rows.getObject(index) == null ? null : (Object) rows.getLong(index);
            case INTEGER -> rows.getObject(index) == null ? null : (Object) rows.getInt(index);
            case DECIMAL -> (@Nullable BigDecimal) rows.getBigDecimal(index);
            case BOOLEAN -> rows.getObject(index) == null ? null : (Object) rows.getBoolean(index);
            case DATE -> rows.getObject(index, LocalDate.class);
            case TIMESTAMP -> {
                OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }
}
