package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of JSON (RFC 8259) that PostgreSQL takes for {@code jsonb} too, and with the same values: numbers are exact, which
 * the parser that comes with nimbus does not offer, and names do not repeat in an object, which both would forgive.
 */
final class JsonText {

    /** Deeper than any claim, and no danger to the stack. */
    private static final int DEPTH = 255;

    /** What PostgreSQL's numeric holds after the decimal point ("Numeric Types", table 8.2). */
    private static final int FRACTION_DIGITS = 16_383;

    /** Eight characters with an exponent of six digits become a hundred thousand when they are printed: the database takes three. */
    private static final Pattern NUMBER =
            Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]{1,3}+)?+");

    private final String text;
    private int position;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @param text nothing else, but for white space
     * @return Strings, Booleans, Longs, BigDecimals where a Long does not hold the number, Lists, Maps and null
     * @throws TokenRejectedException if it is no such text
     */
    static Map<String, @Nullable Object> object(String text) {
        JsonText json = new JsonText(text);
        json.expect('{');
        Map<String, @Nullable Object> object = json.members(0);
        json.skipSpace();
        if (json.position != text.length()) {
            throw malformed();
        }
        return object;
    }

    private @Nullable Object value(int depth) {
        skipSpace();
        if (position == text.length() || depth == DEPTH) {
            throw malformed();
        }
        return switch (text.charAt(position)) {
            case '{' -> {
                position++;
                yield members(depth + 1);
            }
            case '[' -> {
                position++;
                yield elements(depth + 1);
            }
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (accept('}')) {
            return members;
        }
        do {
            skipSpace();
            String name = string();
            expect(':');
            Object value = value(depth);
            if (members.containsKey(name)) {
                throw malformed();
            }
            members.put(name, value);
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> elements(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value(depth));
        } while (accept(','));
        expect(']');
        return elements;
    }

    /** PostgreSQL's text has neither NUL nor half a surrogate pair. */
    private String string() {
        if (next() != '"') {
            throw malformed();
        }
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw malformed();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        String read = string.toString();
        if (read.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(read)) {
            throw malformed();
        }
        return read;
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    char digit = next();
                    // Character.digit knows the digits of every script.
                    if (digit > 'f' || Character.digit(digit, 16) < 0) {
                        throw malformed();
                    }
                    unit = unit << 4 | Character.digit(digit, 16);
                }
                yield (char) unit;
            }
            default -> throw malformed();
        };
    }

    /** A fraction of zero is kept: 1.0 is no integer for PostgreSQL's functions either. */
    private Number number() {
        Matcher matcher = NUMBER.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw malformed();
        }
        position = matcher.end();
        try {
            return Long.valueOf(matcher.group());
        } catch (NumberFormatException e) {
            return decimal(matcher.group());
        }
    }

    private static BigDecimal decimal(String number) {
        BigDecimal decimal = new BigDecimal(number);
        if (decimal.scale() > FRACTION_DIGITS) {
            throw malformed();
        }
        return decimal;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw malformed();
        }
        position += word.length();
        return value;
    }

    private char next() {
        if (position == text.length()) {
            throw malformed();
        }
        return text.charAt(position++);
    }

    private boolean accept(char expected) {
        skipSpace();
        boolean found = position < text.length() && text.charAt(position) == expected;
        position += found ? 1 : 0;
        return found;
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            throw malformed();
        }
    }

    private void skipSpace() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private static TokenRejectedException malformed() {
        return new TokenRejectedException(Reason.MALFORMED);
    }
}
