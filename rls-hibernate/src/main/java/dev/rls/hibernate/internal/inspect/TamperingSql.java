package dev.rls.hibernate.internal.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Finds in SQL what would change the bound context, the role or row security. It reads words where PostgreSQL reads
 * them, so that comments and white space hide nothing and literals and names that merely hold such words are left alone.
 */
final class TamperingSql {

    /** What the statement at hand may turn out to be, by its words so far. */
    private enum Reading {
        START,
        HARMLESS,
        SET,
        RESET,
        SHOW,
        DDL,
        ALTER_TABLE,
        ROW,
        ROW_LEVEL,
        UPDATE
    }

    private TamperingSql() {}

    /** What tampers, in words for a message; null if nothing does. */
    static @Nullable String in(String sql) {
        Reading reading = Reading.START;
        boolean block = false; // within DO, whose body is a literal that is run
        int at = SqlTokens.skipSpace(sql, 0);
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end = at + 1;
            if (SqlTokens.isWordStart(c) || c == '"') {
                boolean quoted = c == '"';
                end = quoted ? SqlTokens.afterQuoted(sql, at) : SqlTokens.afterWord(sql, at);
                int from = quoted ? at + 1 : at;
                int to = quoted ? Math.max(from, end - 1) : end;
                String call = call(sql, from, to, end);
                String found = call != null ? call : tampering(reading, sql, from, to, end);
                if (found != null) {
                    return found;
                }
                if (block && SqlTokens.is(sql, from, to, "execute")) {
                    return "a block that makes its own SQL";
                }
                block |= reading == Reading.START && SqlTokens.is(sql, from, to, "do");
                reading = block && opensStatements(sql, from, to) ? Reading.START : next(reading, sql, from, to);
            } else if (c == ';') {
                reading = Reading.START;
            } else if (c == '\'') {
                reading = block ? Reading.START : reading;
                end = block ? end : SqlTokens.afterQuoted(sql, at);
            } else if (c == '$') {
                int length = SqlTokens.dollarQuote(sql, at);
                reading = block && length > 0 ? Reading.START : reading;
                end = length == 0 ? end : block ? at + length : SqlTokens.afterDollarQuoted(sql, at, length);
            }
            at = SqlTokens.skipSpace(sql, end);
        }
        return null;
    }

    private static Reading next(Reading reading, String sql, int from, int to) {
        return switch (reading) {
            case START -> first(sql, from, to);
            case SET ->
                SqlTokens.is(sql, from, to, "local") || SqlTokens.is(sql, from, to, "session")
                        ? Reading.SET
                        : Reading.HARMLESS;
            case DDL -> SqlTokens.is(sql, from, to, "table") ? Reading.ALTER_TABLE : Reading.HARMLESS;
            case ALTER_TABLE, ROW, ROW_LEVEL -> rowLevelSecurity(reading, sql, from, to);
            case UPDATE -> SqlTokens.is(sql, from, to, "set") ? Reading.HARMLESS : Reading.UPDATE;
            case RESET, SHOW, HARMLESS -> Reading.HARMLESS;
        };
    }

    private static Reading first(String sql, int from, int to) {
        if (SqlTokens.is(sql, from, to, "set")) {
            return Reading.SET;
        }
        if (SqlTokens.is(sql, from, to, "reset")) {
            return Reading.RESET;
        }
        if (SqlTokens.is(sql, from, to, "show")) {
            return Reading.SHOW;
        }
        if (SqlTokens.is(sql, from, to, "update")) {
            return Reading.UPDATE;
        }
        boolean ddl = SqlTokens.is(sql, from, to, "alter")
                || SqlTokens.is(sql, from, to, "create")
                || SqlTokens.is(sql, from, to, "drop");
        return ddl ? Reading.DDL : Reading.HARMLESS;
    }

    private static Reading rowLevelSecurity(Reading reading, String sql, int from, int to) {
        if (SqlTokens.is(sql, from, to, "row")) {
            return Reading.ROW;
        }
        return reading == Reading.ROW && SqlTokens.is(sql, from, to, "level") ? Reading.ROW_LEVEL : Reading.ALTER_TABLE;
    }

    private static @Nullable String tampering(Reading reading, String sql, int from, int to, int end) {
        return switch (reading) {
            case START -> session(sql, from, to);
            case SET, RESET, SHOW -> setting(reading, sql, from, to, end);
            case DDL -> ddl(sql, from, to);
            case ROW_LEVEL -> SqlTokens.is(sql, from, to, "security") ? "ROW LEVEL SECURITY" : null;
            case UPDATE -> SqlTokens.is(sql, from, to, "pg_settings") ? "an update of pg_settings" : null;
            case HARMLESS, ALTER_TABLE, ROW -> null;
        };
    }

    /** What changes the session under the driver's feet: a later borrower's statements are among those it prepared. */
    private static @Nullable String session(String sql, int from, int to) {
        if (SqlTokens.is(sql, from, to, "discard")) {
            return "DISCARD";
        }
        if (SqlTokens.is(sql, from, to, "deallocate")) {
            return "DEALLOCATE";
        }
        return SqlTokens.is(sql, from, to, "prepare") ? "PREPARE" : null;
    }

    private static @Nullable String setting(Reading reading, String sql, int from, int to, int end) {
        if (SqlTokens.is(sql, from, to, "role")) {
            return reading + " ROLE";
        }
        if (SqlTokens.is(sql, from, to, "authorization") || SqlTokens.is(sql, from, to, "session_authorization")) {
            return reading + " SESSION AUTHORIZATION";
        }
        if (SqlTokens.is(sql, from, to, "row_security")) {
            return reading + " row_security";
        }
        if (SqlTokens.is(sql, from, to, "rls") && follows(sql, end, '.')) {
            return reading + " of a setting of rls";
        }
        if (reading == Reading.RESET && SqlTokens.is(sql, from, to, "session")) {
            return "RESET SESSION AUTHORIZATION";
        }
        return reading == Reading.RESET && SqlTokens.is(sql, from, to, "all") ? "RESET ALL" : null;
    }

    private static @Nullable String ddl(String sql, int from, int to) {
        if (SqlTokens.is(sql, from, to, "policy")) {
            return "DDL of a policy";
        }
        boolean role = SqlTokens.is(sql, from, to, "role")
                || SqlTokens.is(sql, from, to, "user")
                || SqlTokens.is(sql, from, to, "group");
        return role ? "DDL of a role" : null;
    }

    /** Calls are found wherever they stand: in a query they need no statement of their own. */
    private static @Nullable String call(String sql, int from, int to, int end) {
        if (SqlTokens.is(sql, from, to, "set_config") && follows(sql, end, '(')) {
            return "a call of set_config";
        }
        if (SqlTokens.is(sql, from, to, "rls") && follows(sql, end, '.')) {
            int name = SqlTokens.skipSpace(sql, SqlTokens.skipSpace(sql, end) + 1);
            if (name < sql.length() && (SqlTokens.isWordStart(sql.charAt(name)) || sql.charAt(name) == '"')) {
                int after = sql.charAt(name) == '"' ? SqlTokens.afterQuoted(sql, name) : SqlTokens.afterWord(sql, name);
                return follows(sql, after, '(') ? "a call of a function of schema rls" : null;
            }
        }
        return null;
    }

    private static boolean follows(String sql, int end, char expected) {
        int next = SqlTokens.skipSpace(sql, end);
        return next < sql.length() && sql.charAt(next) == expected;
    }

    /** The words of PL/pgSQL after which a statement begins. */
    private static boolean opensStatements(String sql, int from, int to) {
        return SqlTokens.is(sql, from, to, "begin")
                || SqlTokens.is(sql, from, to, "then")
                || SqlTokens.is(sql, from, to, "else")
                || SqlTokens.is(sql, from, to, "loop");
    }
}
