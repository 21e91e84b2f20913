package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A call of a procedure or function. Its syntax is the driver's, which knows one call and nothing before it. */
abstract class BoundCallableStatement extends ForwardingStatement implements CallableStatement {

    private static final MethodHandle NEW = Forwarding.constructor(BoundCallableStatement.class);

    private final CallableStatement delegate;

    BoundCallableStatement(BoundConnection connection, CallableStatement delegate) {
        super(connection);
        this.delegate = delegate;
    }

    /** A call on a connection. */
    static CallableStatement of(BoundConnection connection, CallableStatement delegate) {
        try {
            return (BoundCallableStatement) NEW.invokeExact(connection, delegate);
        } catch (Throwable e) {
            throw Forwarding.unchecked(e);
        }
    }

    @Override
    final CallableStatement delegate() {
        return delegate;
    }

    @Override
    public final @Nullable ResultSet executeQuery() throws SQLException {
        return rows(run(delegate::executeQuery));
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return run(delegate::executeUpdate);
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return run(delegate::executeLargeUpdate);
    }

    @Override
    public final boolean execute() throws SQLException {
        return run(delegate::execute);
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return run(delegate::executeBatch);
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return run(delegate::executeLargeBatch);
    }

    private <T> T run(SqlCall<T> work) throws SQLException {
        return binding().due() ? alone(work) : binding().plain(work);
    }
}
