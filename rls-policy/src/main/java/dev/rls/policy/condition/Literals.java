package dev.rls.policy.condition;

import dev.rls.policy.Literal;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What literals mean, which depends on what they are compared with. */
final class Literals {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Java writes later years with a sign, PostgreSQL without. */
    private static final Pattern YEAR = Pattern.compile("(?!0000)[0-9]{4}-.*");

    private Literals() {}

    /**
     * A literal as a value of a type.
     *
     * @param other what it is compared with, for the message
     * @throws Fault if it is none
     */
    static Literal of(Value.Constant constant, ValueType type, String other) {
        Object value = value(constant, type);
        if (value == null) {
            throw new Fault(
                    Message.LITERAL, constant.offset(), constant.text(), Types.a(type), other, Types.howToWrite(type));
        }
        return new Literal(value, type);
    }

    private static @Nullable Object value(Value.Constant constant, ValueType type) {
        if (constant instanceof Value.Text text) {
            try {
                return ofText(text.value(), type);
            } catch (DateTimeException e) {
                return null;
            }
        }
        if (constant instanceof Value.Decimal number) {
            try {
                return ofNumber(new BigDecimal(number.text()), type);
            } catch (ArithmeticException e) {
                return null;
            }
        }
        return type == ValueType.BOOLEAN && constant instanceof Value.Truth truth ? truth.value() : null;
    }

    private static @Nullable Object ofText(String text, ValueType type) {
        return switch (type) {
            case STRING -> text;
            case UUID -> UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
            case DATE -> YEAR.matcher(text).matches() ? LocalDate.parse(text) : null;
            case TIMESTAMP -> YEAR.matcher(text).matches() ? microseconds(OffsetDateTime.parse(text)) : null;
            case LONG, INTEGER, DECIMAL, BOOLEAN -> null;
        };
    }

    /** PostgreSQL would round what is finer. */
    private static @Nullable Instant microseconds(OffsetDateTime time) {
        int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
        return time.getNano() % 1000 == 0 && year > 0 && year < 10_000 ? time.toInstant() : null;
    }

    private static @Nullable Object ofNumber(BigDecimal number, ValueType type) {
        return switch (type) {
            case DECIMAL -> number;
            case LONG -> number.scale() == 0 ? (Object) number.longValueExact() : null;
            case INTEGER -> number.scale() == 0 ? (Object) number.intValueExact() : null;
            case STRING, UUID, BOOLEAN, DATE, TIMESTAMP -> null;
        };
    }
}
