package dev.rls.hibernate.internal.write;

import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.jspecify.annotations.Nullable;

/** What a column will hold of the value of an attribute. */
final class StoredValue {

    /** Of {@code numeric} columns whose mapping names no scale; {@code BigDecimalJavaType.getDefaultSqlScale}. */
    private static final int DEFAULT_SCALE = 2;

    private static final int MICROSECONDS = 6;

    private StoredValue() {}

    @SuppressWarnings("EnumOrdinal") // that is what the column holds
    static @Nullable Object of(@Nullable Object value, ValueType type, SelectableMapping column) {
        if (value instanceof Enum<?> constant) {
            return type == ValueType.STRING ? constant.name() : (Object) constant.ordinal();
        }
        if (value instanceof BigDecimal number) {
            Integer scale = column.getScale();
            return number.setScale(scale == null ? DEFAULT_SCALE : scale, RoundingMode.HALF_UP);
        }
        if (value instanceof OffsetDateTime time) {
            return rounded(time.toInstant(), column);
        }
        return value instanceof Instant time ? rounded(time, column) : value;
    }

    /** As drivers and databases round: half up, on the digits of the second. */
    private static Instant rounded(Instant time, SelectableMapping column) {
        Integer digits = column.getTemporalPrecision();
        int kept = digits == null ? MICROSECONDS : Math.min(digits, MICROSECONDS);
        long step = Math.round(Math.pow(10, 9 - kept));
        Instant up = time.plusNanos(step / 2);
        return up.minusNanos(up.get(ChronoField.NANO_OF_SECOND) % step);
    }
}
