package dev.rls.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A value written in a condition.
 *
 * @param value a String, UUID, Long, Integer, BigDecimal, Boolean, LocalDate or Instant, as the type wants it; the
 *     constant of an enum is the String or the Integer that its column holds
 * @param type the type
 */
public record Literal(Object value, ValueType type) implements Operand {

    /**
     * Refuses a value of another type.
     *
     * @param value the value
     * @param type the type
     * @throws IllegalArgumentException if the two do not fit
     */
    public Literal {
        boolean fits = switch (type) {
            case STRING -> value instanceof String;
            case UUID -> value instanceof UUID;
            case LONG -> value instanceof Long;
            case INTEGER -> value instanceof Integer;
            case DECIMAL -> value instanceof BigDecimal;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case TIMESTAMP -> value instanceof Instant;
        };
        if (!fits) {
            throw new IllegalArgumentException(value.getClass() + " is no value of type " + type.id());
        }
    }
}
