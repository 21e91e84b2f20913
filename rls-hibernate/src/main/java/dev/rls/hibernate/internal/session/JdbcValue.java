package dev.rls.hibernate.internal.session;

import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a value of a policy is bound. A null has a type too, because a database that finds none refuses
 * {@code ? is null}.
 *
 * @param type the type of the value
 * @param array whether it is an array of such values
 */
record JdbcValue(ValueType type, boolean array) {

    void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, array ? Types.ARRAY : sqlType(), array ? elements() + "[]" : elements());
        } else if (array) {
            Object[] elements = ((List<?>) value).toArray();
            Array bound = statement.getConnection().createArrayOf(elements(), elements);
            statement.setArray(index, bound);
        } else {
            bindSingle(statement, index, value);
        }
    }

    private void bindSingle(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (type) {
            case STRING -> statement.setString(index, (String) value);
            case LONG -> statement.setLong(index, (Long) value);
            case INTEGER -> statement.setInt(index, (Integer) value);
            case DECIMAL -> statement.setBigDecimal(index, (BigDecimal) value);
            case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
            case UUID, DATE -> statement.setObject(index, value);
            case TIMESTAMP -> statement.setObject(index, ((Instant) value).atOffset(ZoneOffset.UTC));
        }
    }

    private int sqlType() {
        return switch (type) {
            case STRING -> Types.VARCHAR;
            case UUID -> Types.OTHER;
            case LONG -> Types.BIGINT;
            case INTEGER -> Types.INTEGER;
            case DECIMAL -> Types.NUMERIC;
            case BOOLEAN -> Types.BOOLEAN;
            case DATE -> Types.DATE;
            case TIMESTAMP -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }

    /** A name that PostgreSQL and H2 both know. */
    private String elements() {
        return switch (type) {
            case STRING -> "varchar";
            case UUID -> "uuid";
            case LONG -> "bigint";
            case INTEGER -> "integer";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case TIMESTAMP -> "timestamptz";
        };
    }
}
