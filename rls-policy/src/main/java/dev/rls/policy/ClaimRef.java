package dev.rls.policy;

import java.util.regex.Pattern;

/**
 * A claim of the bound token.
 *
 * @param claim the name of the claim
 * @param type the type it must have
 */
public record ClaimRef(String claim, ValueType type) implements Operand {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]+");

    /**
     * Refuses a name that is none.
     *
     * @param claim the name of the claim
     * @param type the type it must have
     * @throws IllegalArgumentException if {@link #isName} denies the name
     */
    public ClaimRef {
        if (!isName(claim)) {
            throw new IllegalArgumentException("\"" + claim + "\" is no name of a claim");
        }
    }

    /**
     * Whether a claim can have this name. URIs such as {@code https://acme.example/tenant} can be one (RFC 7519, 4.2);
     * quotes, white space and whatever else would need escaping in SQL or in a changelog cannot.
     *
     * @param name any text
     * @return whether it is one or more of ASCII letters, digits and {@code _ . : / -}
     */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
