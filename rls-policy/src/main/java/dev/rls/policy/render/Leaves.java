package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import org.jspecify.annotations.Nullable;

/** What differs between the SQL texts of one predicate: how names and values are written. */
interface Leaves {

    /** A column's name without qualification; of the row an association leads to, or of the first row if it is null. */
    String column(@Nullable Association association, String column);

    /** The table that an association leads to, with its schema. */
    String table(Association association);

    /**
     * A claim that is a single value.
     *
     * @param typed whether what it is compared with tells its type
     */
    String claim(ClaimRef claim, boolean typed);

    /** A claim that is an array, as it stands between the parentheses of {@code any}. */
    String array(ClaimRef claim);

    /**
     * A literal.
     *
     * @param typed whether what it is compared with tells its type
     */
    String literal(Literal literal, boolean typed);

    /** The pattern of a {@code like}. */
    String pattern(String pattern);

    /** Whether a text begins with another one. */
    String prefix(String text, String prefix);

    /** Whether a subquery finds a row; the text is what follows its select list. */
    String exists(String from);
}
