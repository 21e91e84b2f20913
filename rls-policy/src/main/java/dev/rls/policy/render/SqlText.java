package dev.rls.policy.render;

import dev.rls.policy.TableName;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and literals as PostgreSQL reads them. */
public final class SqlText {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /**
     * What PostgreSQL does not take as a table or column name: the reserved words of versions 15 to 18, and those that
     * only functions and types may be named (Appendix C of its manual).
     */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate "
                            + "collation column concurrently constraint create cross current_catalog current_date "
                            + "current_role current_schema current_time current_timestamp current_user default "
                            + "deferrable desc distinct do else end except false fetch for foreign freeze from full "
                            + "grant group having ilike in initially inner intersect into is isnull join lateral "
                            + "leading left like limit localtime localtimestamp natural not notnull null offset on "
                            + "only or order outer overlaps placing primary references returning right select "
                            + "session_user similar some symmetric system_user table tablesample then to trailing "
                            + "true union unique user using variadic verbose when where window with")
                    .split(" "));

    private SqlText() {}

    /**
     * An identifier, quoted where it has to be.
     *
     * @param name the name as PostgreSQL stores it
     * @return the name as it is written in SQL
     */
    public static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * A table with its schema.
     *
     * @param table the table
     * @return the qualified name as it is written in SQL
     */
    public static String table(TableName table) {
        return identifier(table.schema()) + "." + identifier(table.name());
    }

    /**
     * A string literal, the same under both settings of {@code standard_conforming_strings}.
     *
     * @param value any text without NUL
     * @return the literal
     */
    public static String literal(String value) {
        String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }
}
