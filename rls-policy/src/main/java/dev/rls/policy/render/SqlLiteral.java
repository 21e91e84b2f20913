package dev.rls.policy.render;

import dev.rls.policy.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The values of conditions as SQL literals. All but odd strings are the same text in PostgreSQL and H2.
 *
 * <p>A string is written as it is where a reader sees what it holds and no tool on its way reads it as more than a
 * string; else its other characters are escaped. Such tools are Liquibase (<code>${…}</code>, comments, the end of a
 * statement, the line of a changeset), psql ({@code :name}, backslashes) and Hibernate.
 */
final class SqlLiteral {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{Nd} _.,/@+%!&#=()<>'-]");

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SqlLiteral() {}

    static String of(Literal literal) {
        Object value = literal.value();
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof UUID) {
            return "uuid '" + value + "'";
        }
        if (value instanceof LocalDate) {
            return "date '" + value + "'";
        }
        if (value instanceof Instant instant) {
            return "timestamp with time zone '" + TIMESTAMP.format(instant) + "+00'";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /**
     * A string.
     *
     * @throws IllegalArgumentException if it holds NUL or half a surrogate pair, which PostgreSQL has no text with
     */
    static String text(String value) {
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int at = 0; at < value.length(); at = value.offsetByCodePoints(at, 1)) {
            int c = value.codePointAt(at);
            if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new IllegalArgumentException("PostgreSQL has no text with NUL or half a surrogate pair");
            }
            if (isPlain(value, at, c)) {
                text.append(c == '\'' ? "''" : Character.toString(c));
            } else {
                escaped = true;
                text.append(String.format(Locale.ROOT, Character.isBmpCodePoint(c) ? "\\u%04X" : "\\U%08X", c));
            }
        }
        return (escaped ? "E'" : "'") + text + "'";
    }

    private static boolean isPlain(String value, int at, int c) {
        return Character.isBmpCodePoint(c)
                && PLAIN.matcher(Character.toString(c)).matches()
                && !(at > 0 && value.startsWith("--", at - 1))
                && !value.regionMatches(true, at, "changeset", 0, 9);
    }
}
