package dev.rls.policy.evaluate;

import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON as a value of the type that a policy wants, or nothing. As strict as {@code jsonb} and the functions of
 * schema {@code rls}: a lenient reading here and another one there would be two users.
 */
final class JsonValue {

    /** PostgreSQL's numeric: digits before and after the decimal point ("Numeric Types", table 8.2). */
    private static final int INTEGER_DIGITS = 131_072;

    private static final int FRACTION_DIGITS = 16_383;

    private JsonValue() {}

    static @Nullable Object typed(Object value, ValueType type) {
        return switch (type) {
            case STRING -> value instanceof String text && isText(text) ? text : null;
            case UUID -> value instanceof String text ? uuid(text) : null;
            case LONG -> value instanceof Number number ? integer(number, Long.SIZE) : null;
            case INTEGER -> {
                Long integer = value instanceof Number number ? integer(number, Integer.SIZE) : null;
                yield integer == null ? null : (Object) integer.intValue();
            }
            case DECIMAL -> value instanceof Number number ? decimal(number) : null;
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case DATE, TIMESTAMP -> throw new IllegalArgumentException("no claim is a " + type.id());
        };
    }

    /** What a claim of a type is, as {@code RLS505} and {@code RLS209} say it. */
    static String expected(ValueType type, boolean array) {
        return switch (type) {
            case STRING -> array ? "an array of JSON strings" : "a JSON string";
            case UUID -> array ? "an array of UUIDs" : "a UUID";
            case LONG -> (array ? "an array of integers" : "an integer") + " in the range of bigint";
            case INTEGER -> (array ? "an array of integers" : "an integer") + " in the range of int";
            case DECIMAL -> array ? "an array of JSON numbers" : "a JSON number";
            case BOOLEAN -> array ? "an array of JSON booleans" : "a JSON boolean";
            case DATE, TIMESTAMP -> throw new IllegalArgumentException("no claim is a " + type.id());
        };
    }

    /** PostgreSQL's text has neither NUL nor half a surrogate pair. */
    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** {@link UUID#fromString} takes shorter groups as well: {@code 1-1-1-1-1} must not be a second spelling. */
    private static @Nullable UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A number without fraction; {@code 1.0} has one, as it has in {@code jsonb}, and {@code 1e2} has none. */
    private static @Nullable Long integer(Number number, int bits) {
        BigDecimal decimal = decimal(number);
        if (decimal == null || decimal.scale() != 0) {
            return null;
        }
        BigInteger integer = decimal.unscaledValue();
        return integer.bitLength() < bits ? (Long) integer.longValue() : null;
    }

    /** The decimal that JSON text has for a number, with the scale that {@code numeric} gives it. */
    private static @Nullable BigDecimal decimal(Number number) {
        BigDecimal decimal = number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
        if (decimal.scale() > FRACTION_DIGITS) {
            return null;
        }
        if (decimal.signum() == 0) {
            return decimal.setScale(Math.max(0, decimal.scale()));
        }
        // As long: a scale may be as small as an int can be.
        long integerDigits = (long) decimal.precision() - decimal.scale();
        if (integerDigits > INTEGER_DIGITS) {
            return null;
        }
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
