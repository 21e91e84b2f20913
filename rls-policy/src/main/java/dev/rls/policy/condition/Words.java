package dev.rls.policy.condition;

import java.util.Set;

/** The words of the language. */
final class Words {

    /** These name no attribute unless a path leads to it, for then a dot tells it from the word. */
    static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "between", "in", "like", "escape", "is", "null", "true", "false", "current_timestamp");

    private Words() {}

    /** In lower case; ASCII alone, because other letters have capitals in common with it that are not meant. */
    static String fold(String word) {
        StringBuilder folded = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }
}
