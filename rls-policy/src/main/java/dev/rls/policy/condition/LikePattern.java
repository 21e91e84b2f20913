package dev.rls.policy.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pattern of a {@code like}. */
final class LikePattern {

    private LikePattern() {}

    /**
     * What stands between the wildcards; one part if there is no wildcard.
     *
     * @throws Fault if the pattern has another wildcard or the escape character stands before nothing it could escape
     */
    static List<String> parts(Value.Text pattern, Value.@Nullable Text escape) {
        char quote = escape == null ? 0 : escape(escape);
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        String text = pattern.value();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escape != null && c == quote) {
                i++;
                if (i == text.length() || (text.charAt(i) != quote && "%_".indexOf(text.charAt(i)) < 0)) {
                    throw fault(
                            pattern,
                            "has the escape character before neither %, _ nor itself",
                            "Double the escape character where it stands for itself.");
                }
                part.append(text.charAt(i));
            } else if (c == '_') {
                throw fault(
                        pattern,
                        "has the wildcard _, and databases do not agree on what one character is",
                        "For a plain underscore write !_ and after the pattern escape '!'.");
            } else if (c == '\\' && escape == null) {
                // PostgreSQL takes it for an escape character, H2 too, the standard does not.
                throw fault(
                        pattern,
                        "has a backslash, which databases read differently",
                        "Name an escape character after the pattern, as in escape '!'.");
            } else if (c == '%') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static char escape(Value.Text escape) {
        if (escape.value().length() != 1
                || "%_".contains(escape.value())
                || Character.isSurrogate(escape.value().charAt(0))) {
            throw new Fault(
                    Message.PATTERN,
                    escape.offset(),
                    escape.text(),
                    "is no escape character",
                    "Write one character other than % and _, as in escape '!'.");
        }
        return escape.value().charAt(0);
    }

    private static Fault fault(Value.Text pattern, String problem, String fix) {
        return new Fault(Message.PATTERN, pattern.offset(), pattern.text(), problem, fix);
    }
}
