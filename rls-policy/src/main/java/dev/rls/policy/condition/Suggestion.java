package dev.rls.policy.condition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * The nearest candidate.
     *
     * @param name what was written
     * @param candidates what could have been meant
     * @return the first in alphabetical order of several; none if they are all too far away
     */
    public static Optional<String> forName(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3))
                .filter(candidate -> distance(name, candidate) < Math.min(name.length(), candidate.length()))
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A question for the end of a message, or nothing. */
    static String sentence(String name, Collection<String> candidates) {
        return forName(name, candidates)
                .map(candidate -> "Did you mean \"" + candidate + "\"?")
                .orElse("");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that turn one into the other, case aside. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int substituted = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                distance[i][j] = Math.min(substituted, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
