package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.ResultSet;
import java.sql.Statement;

/** Rows that lead back to the bound statement. */
abstract class BoundResultSet implements ResultSet {

    private static final MethodHandle NEW = Forwarding.constructor(BoundResultSet.class);

    private final Statement statement;
    private final ResultSet delegate;

    BoundResultSet(Statement statement, ResultSet delegate) {
        this.statement = statement;
        this.delegate = delegate;
    }

    /** Rows of a statement. */
    static ResultSet of(Statement statement, ResultSet delegate) {
        try {
            return (BoundResultSet) NEW.invokeExact(statement, delegate);
        } catch (Throwable e) {
            throw Forwarding.unchecked(e);
        }
    }

    final ResultSet delegate() {
        return delegate;
    }

    @Override
    public final Statement getStatement() {
        return statement;
    }
}
