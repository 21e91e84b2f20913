package dev.rls.hibernate.internal.jdbc;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters pgjdbc declares with a type. For others it asks the server what they are when it names their statement, and
 * where it knows what comes back it ends what it sends before it, because answers might be long: a bind would be sent alone.
 */
final class DeclaredTypes {

    /** Methods of {@link java.sql.PreparedStatement}. */
    static final Set<String> SETTERS = Set.of(
            "setBigDecimal",
            "setBoolean",
            "setByte",
            "setBytes",
            "setDouble",
            "setFloat",
            "setInt",
            "setLong",
            "setShort",
            "setString");

    private static final Set<Class<?>> CLASSES = Set.of(
            BigDecimal.class,
            Boolean.class,
            Double.class,
            Float.class,
            Integer.class,
            LocalDate.class,
            LocalDateTime.class,
            Long.class,
            OffsetDateTime.class,
            Short.class,
            String.class,
            UUID.class);

    private static final Map<Class<?>, Integer> OF_TYPE = Map.of(
            LocalDate.class, Types.DATE,
            LocalDateTime.class, Types.TIMESTAMP,
            OffsetDateTime.class, Types.TIMESTAMP_WITH_TIMEZONE,
            UUID.class, Types.OTHER);

    private DeclaredTypes() {}

    /** Of what {@code setObject} is given without a type. */
    static boolean have(@Nullable Object value) {
        return value != null && CLASSES.contains(value.getClass());
    }

    /** Of what it is given with one. */
    static boolean have(@Nullable Object value, int type) {
        return value != null && OF_TYPE.getOrDefault(value.getClass(), Types.NULL) == type;
    }
}
