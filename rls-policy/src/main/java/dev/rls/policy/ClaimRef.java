package dev.rls.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A claim of the bound token.
 *
 * @param path the name of the claim, and the members to follow within it ({@code org}, {@code id} for {@code :org.id})
 * @param type the type it must have, or its elements if it is an array
 * @param array whether it is an array of such values
 * @param required whether it must be there: the tenant's must, every other one reads as null if it is absent
 */
public record ClaimRef(List<String> path, ValueType type, boolean array, boolean required) implements Operand {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]+");

    /**
     * Refuses a name that is none.
     *
     * @param path the name and what follows
     * @param type the type
     * @param array whether it is an array
     * @param required whether it must be there
     * @throws IllegalArgumentException if the path is empty or {@link #isName} denies a name
     */
    public ClaimRef {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a claim has a name");
        }
        for (String name : path) {
            if (!isName(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is no name of a claim");
            }
        }
    }

    /**
     * The claim that names the tenant.
     *
     * @param name its name, never a path
     * @param type the type of tenants
     * @return the claim
     */
    public static ClaimRef ofTenant(String name, ValueType type) {
        return new ClaimRef(List.of(name), type, false, true);
    }

    /**
     * The name for messages.
     *
     * @return the path, joined by dots
     */
    public String claim() {
        return String.join(".", path);
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
