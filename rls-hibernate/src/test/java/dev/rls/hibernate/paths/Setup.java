package dev.rls.hibernate.paths;

/** What paths need beside tables, in each database. */
final class Setup {

    private Setup() {}

    static String[] statements(boolean h2) {
        return h2 ? new String[0] : new String[0];
    }
}
