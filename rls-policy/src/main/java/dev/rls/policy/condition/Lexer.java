package dev.rls.policy.condition;

import dev.rls.policy.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a condition into tokens. What it does not know becomes the last token, so that an earlier fault comes first. */
final class Lexer {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?");
    private static final Pattern SIGN = Pattern.compile("<=|>=|<>|==|!=|=>|=<|&&|\\|\\||--|/\\*|[=<>(),.:+*/%?!;-]");
    private static final String OTHER_QUOTES = "\"`\u2018\u2019\u201a\u201c\u201d\u201e";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** At least one token, the last one of kind {@link Kind#END} or {@link Kind#FOREIGN}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        Token token;
        do {
            token = lexer.next();
            lexer.tokens.add(token);
            lexer.position = token.end();
        } while (token.kind() != Kind.END && token.kind() != Kind.FOREIGN);
        return lexer.tokens;
    }

    private Token next() {
        while (position < text.length() && " \t\n\r\f".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (position == text.length()) {
            return new Token(Kind.END, "", position);
        }
        int c = text.codePointAt(position);
        if (c == '\'') {
            return string();
        }
        if (isNameStart(c)) {
            return new Token(Kind.WORD, text.substring(position, endOfWord()), position);
        }
        Matcher number = NUMBER.matcher(text).region(position, text.length());
        if (number.lookingAt()) {
            return number(number.end());
        }
        Matcher sign = SIGN.matcher(text).region(position, text.length());
        return sign.lookingAt() ? new Token(Kind.SIGN, sign.group(), position) : foreign(c);
    }

    private int endOfWord() {
        int end = endOfName(position);
        while (end + 1 < text.length() && text.charAt(end) == '.' && isNameStart(text.codePointAt(end + 1))) {
            end = endOfName(end + 1);
        }
        return end;
    }

    private int endOfName(int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isNameStart(int c) {
        return Character.isJavaIdentifierStart(c);
    }

    /** As in Java, without the characters that Java ignores. */
    private static boolean isNamePart(int c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private Token number(int end) {
        int name = endOfName(end);
        return name == end
                ? new Token(Kind.NUMBER, text.substring(position, end), position)
                : new Token(
                        Kind.FOREIGN,
                        text.substring(position, name),
                        position,
                        "Write a number as digits, with a fraction after a point if need be.");
    }

    private Token string() {
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\'') {
                    return new Token(Kind.TEXT, text.substring(position, i + 1), position);
                }
                i++;
            } else if (c == 0) {
                return new Token(Kind.FOREIGN, "\0", i, "Leave it out: PostgreSQL has no text with NUL.");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return new Token(
                        Kind.FOREIGN,
                        text.substring(i, i + 1),
                        i,
                        "Leave it out: half a surrogate pair is no character.");
            }
        }
        return new Token(
                Kind.FOREIGN,
                text.substring(position),
                position,
                "Close the string with a single quote; a quote within it is doubled.");
    }

    private Token foreign(int c) {
        String found = Character.toString(c);
        if (OTHER_QUOTES.indexOf(c) >= 0) {
            int end = position + 1;
            while (end < text.length() && OTHER_QUOTES.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            String quoted = text.substring(position, Math.min(end + 1, text.length()));
            return new Token(
                    Kind.FOREIGN, quoted, position, "Write a string in single quotes, and a name without quotes.");
        }
        return new Token(
                Kind.FOREIGN, found, position, Character.isSpaceChar(c) ? "Write a plain space." : "Leave it out.");
    }
}
