package dev.rls.hibernate.internal.jdbc;

import org.postgresql.core.Parser;

/** Question marks of a plain statement: operators, which a prepared one would take for parameters. */
final class QuestionMarks {

    private QuestionMarks() {}

    /**
     * Text that means the same when it is prepared: there the driver takes two for one. It reads quotes and comments by the
     * functions that the driver itself reads them with.
     */
    static String doubled(String sql, boolean standardConformingStrings) {
        char[] text = sql.toCharArray();
        StringBuilder doubled = new StringBuilder(sql.length() + 4);
        int from = 0;
        for (int at = 0; at < text.length; at++) {
            switch (text[at]) {
                case '\'' -> at = Parser.parseSingleQuotes(text, at, standardConformingStrings);
                case '"' -> at = Parser.parseDoubleQuotes(text, at);
                case '-' -> at = Parser.parseLineComment(text, at);
                case '/' -> at = Parser.parseBlockComment(text, at);
                case '$' -> at = Parser.parseDollarQuotes(text, at);
                case '?' -> {
                    if (at + 1 < text.length && text[at + 1] == '?') {
                        at++; // the driver takes these for one in any statement
                    } else {
                        doubled.append(text, from, at - from).append('?');
                        from = at;
                    }
                }
                default -> {
                    // Means what it did.
                }
            }
        }
        return doubled.append(text, from, text.length - from).toString();
    }
}
