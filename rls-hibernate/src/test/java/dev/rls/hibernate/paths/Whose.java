package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Seeds;

/**
 * After whose row a path goes; the user is always acme's. Rows of acme have small ids and the mark {@code A-}, those of
 * globex ids from 1000 on and {@code G-}.
 */
public enum Whose {
    /** The user's own tenant: what must still work. */
    ACME("A-", 1, 1),
    /** Another tenant: what must not. */
    GLOBEX("G-", Seeds.FOREIGN + 1, 2);

    private final String mark;
    private final long id;
    private final long via;

    Whose(String mark, long id, long via) {
        this.mark = mark;
        this.id = id;
        this.via = via;
    }

    /** Of the row that is gone after, in each table. */
    public long id() {
        return id;
    }

    /** Of acme's row that leads to it: row 1 to acme's, row 2, which someone poisoned, to globex's. */
    public long via() {
        return via;
    }

    /** What names of its rows begin with, and what a path returns that has seen one without its name. */
    public String mark() {
        return mark;
    }

    /** The name of the row in tables that have one by name. */
    public String named() {
        return mark + "1";
    }

    public String tenant() {
        return this == ACME ? "acme" : "globex";
    }

    /** The mark, if what the path did tells of the row without showing its name: counts, sizes, flags. */
    public String told(boolean of) {
        return of ? mark : "";
    }
}
