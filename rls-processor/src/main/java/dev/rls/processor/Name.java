package dev.rls.processor;

import dev.rls.policy.StoredName;
import java.util.Locale;

/**
 * A name as Hibernate reads it from an annotation ({@code org.hibernate.boot.model.naming.Identifier}).
 *
 * @param text the name without quotes
 * @param quoted whether it was quoted, or has to be
 */
record Name(String text, boolean quoted) {

    /** Quoted by backticks, double quotes or brackets; a name with a character that needs quotes counts as quoted. */
    static Name of(String declared) {
        String text = declared.strip();
        boolean quoted = text.length() > 2
                && "`\"[".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == closing(text.charAt(0));
        return quoted ? new Name(text.substring(1, text.length() - 1), true) : new Name(text, !isLegal(text));
    }

    /** What PostgreSQL stores. */
    String stored() {
        return quoted ? text : StoredName.folded(text);
    }

    /** This name in snake case and lower case, if it is not quoted. */
    Name snakeCase() {
        if (quoted) {
            return this;
        }
        StringBuilder snake = new StringBuilder(text.replace('.', '_'));
        for (int i = 1; i < snake.length() - 1; i++) {
            if (startsWord(snake.charAt(i - 1), snake.charAt(i), snake.charAt(i + 1))) {
                snake.insert(i++, '_');
            }
        }
        return new Name(snake.toString().toLowerCase(Locale.ROOT), false);
    }

    private static boolean startsWord(char before, char current, char after) {
        return (Character.isLowerCase(before) || Character.isDigit(before))
                && Character.isUpperCase(current)
                && (Character.isLowerCase(after) || Character.isDigit(after));
    }

    private static char closing(char opening) {
        return opening == '[' ? ']' : opening;
    }

    private static boolean isLegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean legal = Character.isLetter(c) || c == '_' || (i > 0 && (Character.isDigit(c) || c == '$'));
            if (!legal) {
                return false;
            }
        }
        return true;
    }
}
