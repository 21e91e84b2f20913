package dev.rls.hibernate.internal.inspect;

/**
 * The tokens of SQL as PostgreSQL cuts them, as far as a reader of keywords needs them. Positions in, positions out:
 * every statement passes here, so nothing is allocated.
 */
public final class SqlTokens {

    private SqlTokens() {}

    /** The first position from {@code at} that is neither white space nor comment. Comments nest. */
    public static int skipSpace(String sql, int at) {
        int position = at;
        while (position < sql.length()) {
            if (Character.isWhitespace(sql.charAt(position))) {
                position++;
            } else if (sql.startsWith("--", position)) {
                position = afterLine(sql, position);
            } else if (sql.startsWith("/*", position)) {
                position = afterComment(sql, position);
            } else {
                return position;
            }
        }
        return position;
    }

    /** A carriage return ends one, too. */
    private static int afterLine(String sql, int at) {
        int position = at;
        while (position < sql.length() && sql.charAt(position) != '\n' && sql.charAt(position) != '\r') {
            position++;
        }
        return position;
    }

    private static int afterComment(String sql, int at) {
        int depth = 1;
        int position = at + 2;
        while (depth > 0 && position < sql.length()) {
            if (sql.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (sql.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        }
        return position;
    }

    /** After the text in quotes that begins at {@code at}. A doubled quote stands for itself. */
    static int afterQuoted(String sql, int at) {
        char quote = sql.charAt(at);
        boolean backslashes = quote == '\'' && isEscapeString(sql, at);
        int position = at + 1;
        while (position < sql.length()) {
            char c = sql.charAt(position);
            if (c == '\\' && backslashes) {
                position += 2;
            } else if (c != quote) {
                position++;
            } else if (position + 1 < sql.length() && sql.charAt(position + 1) == quote) {
                position += 2;
            } else {
                return position + 1;
            }
        }
        return sql.length();
    }

    private static boolean isEscapeString(String sql, int quote) {
        return quote > 0 && (sql.charAt(quote - 1) | 0x20) == 'e' && (quote == 1 || !isWordPart(sql.charAt(quote - 2)));
    }

    /** The length of the dollar quote {@code $tag$} at this position, 0 if there is none ({@code $1} is a parameter). */
    static int dollarQuote(String sql, int at) {
        int position = at + 1;
        while (position < sql.length() && isWordPart(sql.charAt(position)) && sql.charAt(position) != '$') {
            position++;
        }
        boolean closed = position < sql.length() && sql.charAt(position) == '$';
        boolean tag = position == at + 1 || !Character.isDigit(sql.charAt(at + 1));
        return closed && tag ? position + 1 - at : 0;
    }

    /** After the text between two dollar quotes of this length. */
    static int afterDollarQuoted(String sql, int at, int length) {
        for (int end = at + length; end <= sql.length() - length; end++) {
            if (sql.regionMatches(end, sql, at, length)) {
                return end + length;
            }
        }
        return sql.length();
    }

    /** After the word that begins at {@code at}. */
    public static int afterWord(String sql, int at) {
        int position = at + 1;
        while (position < sql.length() && isWordPart(sql.charAt(position))) {
            position++;
        }
        return position;
    }

    static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7F;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
    }

    /** Whether this word stands between two positions, in letters of either case. */
    public static boolean is(String sql, int start, int end, String word) {
        return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
    }
}
