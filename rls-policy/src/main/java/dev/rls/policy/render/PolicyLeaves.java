package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names and values in a policy of PostgreSQL. A claim is read in a scalar subquery of its own: PostgreSQL plans that as
 * an InitPlan, evaluated once per query and not once per row.
 */
final class PolicyLeaves implements Leaves {

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
        if (claim.required()) {
            return "(select rls." + claim.type().claimFunction() + "(" + SqlText.literal(claim.claim()) + "))";
        }
        return "(select rls." + claim.type().findFunction(claim.array())
                + claim.path().stream().map(SqlText::literal).collect(Collectors.joining(", ", "(", "))"));
    }

    /** The cast makes an array of it: {@code any ((select …))} would compare with each row of the subquery. */
    @Override
    public String array(ClaimRef claim) {
        return claim(claim, true) + "::" + claim.type().sql() + "[]";
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
        return "starts_with(" + text + ", " + prefix + ")";
    }

    /**
     * Not as {@code exists}: that PostgreSQL may turn into a hash of the whole other table, built for each query, where a
     * look at one row by its key is meant.
     */
    @Override
    public String exists(String from) {
        return "coalesce((select true" + from + "), false)";
    }
}
