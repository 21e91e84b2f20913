package dev.rls.policy.condition;

/**
 * A word, literal or sign of a condition.
 *
 * @param kind what it is
 * @param text as it was written
 * @param offset where it begins
 * @param fix of what the language does not have, what to write in its place; else empty
 */
record Token(Kind kind, String text, int offset, String fix) {

    enum Kind {
        /** Names with dots between, or a word of the language. */
        WORD,
        /** A string with its quotes. */
        TEXT,
        NUMBER,
        SIGN,
        /** Nothing that the language has. The last token. */
        FOREIGN,
        /** The last token. */
        END
    }

    private static final int SHOWN = 40;

    Token(Kind kind, String text, int offset) {
        this(kind, text, offset, "");
    }

    int end() {
        return offset + text.length();
    }

    /** Whether it is this sign or this word of the language. */
    boolean is(String signOrWord) {
        return switch (kind) {
            case WORD -> Words.fold(text).equals(signOrWord);
            case SIGN -> text.equals(signOrWord);
            default -> false;
        };
    }

    /** For messages. */
    String shown() {
        if (kind == Kind.END) {
            return "the end";
        }
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return kind == Kind.TEXT || cut.startsWith("\"") || cut.startsWith("'") ? cut : '"' + cut + '"';
    }
}
