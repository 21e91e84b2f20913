package dev.rls.policy.render;

import dev.rls.policy.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and literals as PostgreSQL reads them. */
public final class SqlText {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{M}\\p{N}_$#@&.-]+( [\\p{L}\\p{M}\\p{N}_$#@&.-]+)*");

    /** NAMEDATALEN - 1. */
    private static final int MAX_BYTES = 63;

    /**
     * The words that {@code quote_ident} of PostgreSQL 15 to 18 quotes: all keywords (Appendix C of its manual) but the
     * unreserved ones. Of those that only functions and types may not be named, some are misread in an expression.
     */
    private static final Set<String> RESERVED =
            Set.of(("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit "
                            + "boolean both case cast char character check coalesce collate collation column concurrently "
                            + "constraint create cross current_catalog current_date current_role current_schema current_time "
                            + "current_timestamp current_user dec decimal default deferrable desc distinct do else end except "
                            + "exists extract false fetch float for foreign freeze from full grant greatest group grouping "
                            + "having ilike in initially inner inout int integer intersect interval into is isnull join json "
                            + "json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar "
                            + "json_serialize json_table json_value lateral leading least left like limit localtime "
                            + "localtimestamp merge_action national natural nchar none normalize not notnull null nullif "
                            + "numeric offset on only or order out outer overlaps overlay placing position precision primary "
                            + "real references returning right row select session_user setof similar smallint some substring "
                            + "symmetric system_user table tablesample then time timestamp to trailing treat trim true union "
                            + "unique user using values varchar variadic verbose when where window with xmlattributes "
                            + "xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize "
                            + "xmltable")
                    .split(" "));

    private SqlText() {}

    /**
     * Whether a name can stand in SQL, in a filter condition of Hibernate and in formatted SQL of Liquibase, and is
     * stored by PostgreSQL as it is. Quoting alone does not make a name safe: Hibernate looks for parameters and braces
     * in a filter condition, Liquibase for <code>${</code> and {@code changesetid} in a changelog, and PostgreSQL cuts a
     * name off after 63 bytes.
     *
     * @param name any text
     * @return whether it is 1 to 63 bytes of letters, digits, single spaces inside and {@code _ $ # @ & . -}, without
     *     {@code --} and {@code changesetid}
     */
    public static boolean isSafe(String name) {
        return SAFE.matcher(name).matches()
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                && !name.contains("--")
                && !name.toLowerCase(Locale.ROOT).contains("changesetid");
    }

    /**
     * An identifier, quoted where it has to be.
     *
     * @param name the name as PostgreSQL stores it
     * @return the name as it is written in SQL
     * @throws IllegalArgumentException if the name is empty or holds NUL
     */
    public static String identifier(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier is neither empty nor holds NUL");
        }
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
     * A string literal, the same under both settings of {@code standard_conforming_strings}: text with a backslash is
     * written as {@code E'…'}.
     *
     * @param value any text without NUL
     * @return the literal
     * @throws IllegalArgumentException if the text holds NUL
     */
    public static String literal(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL has no text with NUL");
        }
        String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted;
    }
}
