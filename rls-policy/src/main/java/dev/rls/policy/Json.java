package dev.rls.policy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The part of JSON (RFC 8259) that a policy index is made of: objects, arrays, strings and integers. Strict, and without
 * a dependency because annotation processors share their class path with those of others.
 */
public final class Json {

    /** No index is nested this deep; a hostile text must not exhaust the stack. */
    private static final int DEPTH = 32;

    private final String text;
    private int position;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @param text JSON
     * @return maps, lists, strings and longs
     * @throws IllegalArgumentException if the text is none, or has what no index has
     */
    public static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipSpace();
        if (json.position != text.length()) {
            throw json.unexpected("the end");
        }
        return value;
    }

    /**
     * Writes a value, the same bytes for the same value.
     *
     * @param value maps with strings as keys, lists, strings, numbers
     * @return JSON over several lines, in ASCII
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, "\n");
        return out.toString();
    }

    private static void write(Object value, StringBuilder out, String newLine) {
        String inner = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            String separator = "{" + inner;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                writeString((String) entry.getKey(), out);
                out.append(": ");
                write(entry.getValue(), out, inner);
                separator = "," + inner;
            }
            out.append(map.isEmpty() ? "{}" : newLine + "}");
        } else if (value instanceof List<?> list) {
            String separator = "[" + inner;
            for (Object element : list) {
                out.append(separator);
                write(element, out, inner);
                separator = "," + inner;
            }
            out.append(list.isEmpty() ? "[]" : newLine + "]");
        } else if (value instanceof String string) {
            writeString(string, out);
        } else {
            out.append(value);
        }
    }

    /** Escapes all but printable ASCII, so that the bytes do not depend on a charset. */
    private static void writeString(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Object value() {
        skipSpace();
        if (position == text.length()) {
            throw unexpected("a value");
        }
        return switch (text.charAt(position)) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> string();
            default -> integer();
        };
    }

    private Object nested(Supplier<Object> structure) {
        if (depth == DEPTH) {
            throw unexpected("at most " + DEPTH + " levels");
        }
        depth++;
        Object value = structure.get();
        depth--;
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        if (accept('}')) {
            return object;
        }
        do {
            skipSpace();
            String name = string();
            expect(':');
            if (object.put(name, value()) != null) {
                throw new IllegalArgumentException("\"" + name + "\" stands twice in one JSON object");
            }
        } while (accept(','));
        expect('}');
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        position++;
        if (accept(']')) {
            return array;
        }
        do {
            array.add(value());
        } while (accept(','));
        expect(']');
        return array;
    }

    private String string() {
        if (position == text.length() || text.charAt(position) != '"') {
            throw unexpected("a string");
        }
        position++;
        StringBuilder string = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return string.toString();
            }
            if (c < ' ') {
                position--;
                throw unexpected("an escape in place of a control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw unexpected("a closing quote");
    }

    private char escaped() {
        char c = position < text.length() ? text.charAt(position++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> codeUnit();
            default -> throw unexpected("an escape");
        };
    }

    private char codeUnit() {
        if (position + 4 <= text.length()) {
            String digits = text.substring(position, position + 4);
            if (digits.chars().allMatch(HexFormat::isHexDigit)) {
                position += 4;
                return (char) Integer.parseInt(digits, 16);
            }
        }
        throw unexpected("four hexadecimal digits");
    }

    private Long integer() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        int digits = position - start;
        if (digits == 0 || digits > 18 || (digits > 1 && text.charAt(start) == '0')) {
            position = start;
            throw unexpected("an object, an array, a string or an integer");
        }
        return Long.valueOf(text.substring(start, position));
    }

    private boolean accept(char c) {
        skipSpace();
        boolean found = position < text.length() && text.charAt(position) == c;
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("not JSON at character " + position + ": " + expected + " expected");
    }
}
