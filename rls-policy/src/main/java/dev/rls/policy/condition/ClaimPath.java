package dev.rls.policy.condition;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A claim outside of conditions, written as in them but for the colon: {@code sub}, nested {@code org.id}, and
 * {@code 'https://acme.example/roles'} where a name is no identifier.
 *
 * @param names the name of the claim, and the members to follow within it
 */
public record ClaimPath(List<String> names) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * A path of these names.
     *
     * @param names the name of the claim, and the members to follow within it
     */
    public ClaimPath {
        names = List.copyOf(names);
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text one claim
     * @return its path
     * @throws IllegalArgumentException if conditions would not take it behind a colon
     */
    public static ClaimPath of(String text) {
        Tokens tokens = new Tokens(":" + text);
        try {
            Value.Claim claim = new ValueParser(tokens).claim();
            if (tokens.isAtEnd() && claim.text().length() == text.length() + 1) {
                return new ClaimPath(claim.path());
            }
        } catch (Fault e) {
            // Its words are about the place in a condition.
        }
        throw new IllegalArgumentException("\"" + text + "\" names no claim");
    }

    /** As it is written. */
    @Override
    public String toString() {
        return names.stream()
                .map(name -> IDENTIFIER.matcher(name).matches() ? name : "'" + name + "'")
                .collect(Collectors.joining("."));
    }
}
