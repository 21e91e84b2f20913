package dev.rls.hibernate.internal.jdbc;

import dev.rls.hibernate.internal.inspect.SqlTokens;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be told from SQL text before it runs, without parsing it. */
final class SqlText {

    /** They read no rows, and some must not follow another statement of their transaction. */
    private static final Set<String> WITHOUT_ROWS = Set.of(
            "abort",
            "begin",
            "close",
            "commit",
            "deallocate",
            "discard",
            "end",
            "listen",
            "notify",
            "release",
            "reset",
            "rollback",
            "savepoint",
            "set",
            "show",
            "start",
            "unlisten");

    /** Of those, the ones that leave a bind as it was. */
    private static final Set<String> KEEPING_BIND =
            Set.of("close", "deallocate", "listen", "notify", "release", "savepoint", "show", "unlisten");

    /** What keeps a cursor open beyond its transaction: a declaration that says so, or a block that can make one of text. */
    private static final Pattern KEEPS_CURSOR = Pattern.compile("\\b(hold|do)\\b", Pattern.CASE_INSENSITIVE);

    /** To these the driver adds the columns that are asked for. */
    private static final Set<String> CHANGES = Set.of("insert", "update", "delete");

    private static final Pattern RETURNING = Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

    private final String sql;
    private final String verb;
    private final boolean withoutRows;
    private final boolean several;

    SqlText(String sql) {
        this.sql = sql;
        int start = firstWord(sql);
        int end = afterLetters(sql, start);
        this.verb = sql.substring(start, end).toLowerCase(Locale.ROOT);
        this.withoutRows = WITHOUT_ROWS.contains(verb) || preparesTransaction(end);
        int semicolon = sql.indexOf(';');
        this.several = semicolon >= 0 && !sql.substring(semicolon + 1).isBlank();
    }

    /** Whether the claims must be bound before it. Before a {@code prepare} too: the bind would drop what it prepares. */
    boolean needsClaims() {
        return several || !withoutRows;
    }

    /** Whether a bind may be undone after it: by the end of the transaction or by a rollback to a savepoint. */
    boolean mayUndoBind() {
        return several || (withoutRows && !KEEPING_BIND.contains(verb));
    }

    /** Whether there may be a cursor after it that outlives its transaction. */
    boolean mayKeepCursor() {
        return (several || verb.equals("declare") || verb.equals("do"))
                && KEEPS_CURSOR.matcher(sql).find();
    }

    /** Whether it is one statement that changes rows, so that the driver can return generated keys. */
    boolean isChange() {
        return !several && CHANGES.contains(verb);
    }

    /** Whether it is one, and returns no rows: those a batch drops. */
    boolean isChangeWithoutRows() {
        return isChange() && !RETURNING.matcher(sql).find();
    }

    /** Whether it is one that the driver may be told to rewrite in a batch. */
    boolean isInsert() {
        return isChange() && verb.equals("insert");
    }

    /** Whether it means something else as a prepared statement: a parameter, where there was an operator. */
    boolean hasQuestionMark() {
        return sql.indexOf('?') >= 0;
    }

    private boolean preparesTransaction(int afterVerb) {
        if (!verb.equals("prepare")) {
            return false;
        }
        int start = SqlTokens.skipSpace(sql, afterVerb);
        return start < sql.length() && SqlTokens.is(sql, start, SqlTokens.afterWord(sql, start), "transaction");
    }

    /** Where it begins, after white space, comments and parentheses. */
    private static int firstWord(String sql) {
        int start = SqlTokens.skipSpace(sql, 0);
        while (start < sql.length() && !Character.isLetter(sql.charAt(start))) {
            start = SqlTokens.skipSpace(sql, start + 1);
        }
        return start;
    }

    private static int afterLetters(String sql, int start) {
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return end;
    }
}
