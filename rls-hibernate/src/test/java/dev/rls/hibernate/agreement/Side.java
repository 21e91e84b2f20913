package dev.rls.hibernate.agreement;

import java.util.List;

/** One enforcer, in a database of its own. */
public interface Side {

    /** What an operation comes to that was refused. */
    String REJECTED = "rejected";

    /** Puts exactly these rows into the table. */
    void fill(List<Case.Row> rows);

    /** What the operation came to: the rows seen, the number of rows changed, or a rejection. */
    String run(Case operation);

    /** What is in the table now, whoever it belongs to. */
    List<String> content();
}
