package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A call of a procedure or function. Where a bind is due it runs as the statement that the driver makes of it, until somebody
 * asks for what only a call has, its OUT parameters: the driver reads them from the first result, which would be the bind's.
 */
abstract class BoundCallableStatement extends BoundPreparedStatement implements CallableStatement {

    private static final MethodHandle NEW = Forwarding.constructor(BoundCallableStatement.class);

    private final CallText text;

    BoundCallableStatement(
            BoundConnection connection,
            CallText text,
            SqlCall<PreparedStatement> call,
            SqlStep<String, PreparedStatement> prepare)
            throws SQLException {
        super(connection, text.sql(), call, prepare, List.of());
        this.text = text;
    }

    /** A call on a connection, and how to prepare a statement of the same kind. */
    static CallableStatement of(
            BoundConnection connection,
            String sql,
            SqlCall<PreparedStatement> call,
            SqlStep<String, PreparedStatement> prepare)
            throws SQLException {
        Binding binding = connection.binding();
        CallText text = binding.isOfPostgres() ? CallText.of(sql, binding.postgres()) : new CallText(sql, false);
        try {
            return (BoundCallableStatement) NEW.invokeExact(connection, text, call, prepare);
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            throw Forwarding.unchecked(e);
        }
    }

    /** Called by the generated methods of {@link CallableStatement}. */
    final CallableStatement call() throws SQLException {
        return (CallableStatement) standAlone();
    }

    /** Not at once: most calls have OUT parameters. */
    @Override
    final boolean beginsWithBind() {
        return false;
    }

    @Override
    final boolean canCarry() throws SQLException {
        return binding().isOfPostgres() && super.canCarry();
    }

    /** The driver tells no count of a call. */
    @Override
    public final int executeUpdate() throws SQLException {
        if (!text.isCall()) {
            return super.executeUpdate();
        }
        execute();
        return 0;
    }
}
