package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import dev.rls.policy.ValueType;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names and values in the condition of a Hibernate filter, which looks for colons, question marks, braces and backslashes
 * even between quotes: what could hold them becomes a parameter.
 */
final class FilterLeaves implements Leaves {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9 _.,/@+%!-]*");

    private final FilterRenderer.Names names;

    FilterLeaves(FilterRenderer.Names names) {
        this.names = names;
    }

    @Override
    public String column(@Nullable Association association, String column) {
        return names.column(association, column);
    }

    @Override
    public String table(Association association) {
        return names.table(association);
    }

    @Override
    public String claim(ClaimRef claim, boolean typed) {
        return parameter(names.claim(claim), claim.type(), typed);
    }

    @Override
    public String array(ClaimRef claim) {
        return ":" + names.claim(claim);
    }

    @Override
    public String literal(Literal literal, boolean typed) {
        // Hibernate takes what follows a colon for a parameter, in the time of day too.
        boolean asParameter =
                literal.value() instanceof Instant || (literal.value() instanceof String text && !isSafe(text));
        return asParameter ? parameter(names.literal(literal), literal.type(), typed) : SqlLiteral.of(literal);
    }

    @Override
    public String pattern(String pattern) {
        return isSafe(pattern) ? SqlText.literal(pattern) : ":" + names.literal(new Literal(pattern, ValueType.STRING));
    }

    /** PostgreSQL and H2 have no function for it in common. */
    @Override
    public String prefix(String text, String prefix) {
        if (names.hasStartsWith()) {
            return "starts_with(" + text + ", " + prefix + ")";
        }
        return "left(" + text + ", char_length(" + prefix + ")) = " + prefix;
    }

    @Override
    public String exists(String from) {
        return "exists (select 1" + from + ")";
    }

    /** Where nothing beside it tells the type of a parameter, PostgreSQL asks for it. */
    private static String parameter(String name, ValueType type, boolean typed) {
        if (typed) {
            return ":" + name;
        }
        String sql = switch (type) {
            case STRING -> "varchar";
            // Without digits it would be an integer in H2.
            case DECIMAL -> "numeric(1000, 500)";
            default -> type.sql();
        };
        return "cast(:" + name + " as " + sql + ")";
    }

    /** A double dash begins a comment where SQL is taken apart without heed of quotes. */
    private static boolean isSafe(String text) {
        return SAFE.matcher(text).matches() && !text.contains("--");
    }
}
