package dev.rls.hibernate.paths;

/** What paths need beside tables, in each database. */
public final class Setup {

    /** A function of the database that reads an account by its id. */
    static final String FUNCTION = "account_name";

    private Setup() {}

    static String[] statements(boolean h2) {
        return h2
                ? new String[] {
                    "create alias account_name as 'String name(java.sql.Connection c, long id) throws java.sql.SQLException {"
                            + " var s = c.prepareStatement(\"select name from Account where id = ?\"); s.setLong(1, id);"
                            + " var r = s.executeQuery(); return r.next() ? r.getString(1) : null; }'"
                }
                : new String[] {
                    "create function account_name(bigint) returns varchar language sql stable"
                            + " as 'select name from account where id = $1'"
                };
    }
}
