package dev.rls.policy;

/** Names of tables and columns as PostgreSQL stores them, whatever the database of a mapping is. */
public final class StoredName {

    private StoredName() {}

    /**
     * A name as a mapping or a statement writes it.
     *
     * @param written the name, in double quotes or backticks if it is quoted
     * @return without the quotes, or folded if it has none
     */
    public static String of(String written) {
        boolean quoted = written.length() > 1 && "\"`".indexOf(written.charAt(0)) >= 0;
        return quoted ? written.substring(1, written.length() - 1) : folded(written);
    }

    /**
     * A name without quotes. PostgreSQL folds A to Z, and other letters not at all in a multi-byte encoding such as UTF-8.
     *
     * @param name the name
     * @return the name with a to z in place of A to Z
     */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return folded.toString();
    }
}
