package dev.rls.policy.condition;

/** Text in one line that shows what it is made of, for messages. */
public final class Visible {

    private Visible() {}

    /**
     * The text, with the code in place of each character that a terminal would not show, or show as a plain space.
     *
     * @param text any text
     * @return the same text if all of it can be seen
     */
    public static String text(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isVisible(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append("\\u%04x".formatted(c));
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> c == ' ' || !Character.isSpaceChar(c);
        };
    }
}
