package dev.rls;

/** What is done with a row; the commands that PostgreSQL knows policies for. */
public enum Operation {
    /** Reading, in whatever statement it happens: an update that looks for its rows reads them too. */
    SELECT,
    /** A new row. */
    INSERT,
    /** Another state of a row. */
    UPDATE,
    /** The end of a row. */
    DELETE
}
