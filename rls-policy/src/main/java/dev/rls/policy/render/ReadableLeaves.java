package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter as people read it in the index: names as PostgreSQL has them, claims by name, literals where they stand. */
final class ReadableLeaves implements Leaves {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Override
    public String column(@Nullable Association association, String column) {
        return SqlText.identifier(column);
    }

    @Override
    public String table(Association association) {
        return SqlText.table(association.table());
    }

    @Override
    public String claim(ClaimRef claim, boolean typed) {
        return ":" + (claim.required() ? FilterRenderer.TENANT_PARAMETER : name(claim));
    }

    /** As the language of conditions has it: in quotes where it is no identifier. */
    private static String name(ClaimRef claim) {
        return claim.path().stream()
                .map(part -> IDENTIFIER.matcher(part).matches() ? part : "'" + part + "'")
                .collect(Collectors.joining("."));
    }

    @Override
    public String array(ClaimRef claim) {
        return claim(claim, true);
    }

    @Override
    public String literal(Literal literal, boolean typed) {
        return SqlLiteral.of(literal);
    }

    @Override
    public String pattern(String pattern) {
        return SqlLiteral.text(pattern);
    }

    @Override
    public String prefix(String text, String prefix) {
        return "left(" + text + ", char_length(" + prefix + ")) = " + prefix;
    }

    @Override
    public String exists(String from) {
        return "exists (select 1" + from + ")";
    }
}
