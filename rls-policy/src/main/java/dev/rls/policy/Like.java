package dev.rls.policy;

import java.util.List;

/**
 * Whether a text has the parts of a pattern in their order, with anything between them; unknown if it is null. Case and
 * accents count. There is no wildcard for a single character, because databases do not agree on what a character is.
 *
 * @param operand the text
 * @param parts what stood between the percent signs of the pattern: the text begins with the first and ends with the
 *     last; at least two, empty where the pattern began or ended with a percent sign
 */
public record Like(Operand operand, List<String> parts) implements Predicate {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param operand the text
     * @param parts at least two
     * @throws IllegalArgumentException if there are fewer; that would be equality
     */
    public Like {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("a pattern without wildcard is a comparison");
        }
    }
}
