package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What all bound statements share: they lead back to the bound connection, never to the driver's. */
abstract class ForwardingStatement implements Statement {

    private final BoundConnection connection;

    ForwardingStatement(BoundConnection connection) {
        this.connection = connection;
    }

    /** The statement that runs or ran last. */
    abstract Statement delegate();

    final Binding binding() {
        return connection.binding();
    }

    @Override
    public final Connection getConnection() {
        return connection;
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        return rows(delegate().getResultSet());
    }

    @Override
    public @Nullable ResultSet getGeneratedKeys() throws SQLException {
        return rows(delegate().getGeneratedKeys());
    }

    /** A result that leads back to this statement. */
    final @Nullable ResultSet rows(@Nullable ResultSet rows) {
        return rows == null ? null : BoundResultSet.of(this, rows);
    }

    /** Runs something after a bind of its own. Rows read page by page would not outlive the commit of autocommit. */
    final <T> T alone(SqlCall<T> work) throws SQLException {
        Statement statement = delegate();
        int fetchSize = statement.getFetchSize();
        if (fetchSize == 0 || !connection.getAutoCommit()) {
            return binding().preceded(work);
        }
        statement.setFetchSize(0);
        try {
            return binding().preceded(work);
        } finally {
            if (!statement.isClosed()) {
                statement.setFetchSize(fetchSize);
            }
        }
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate().unwrap(type);
    }

    /** Never the driver's, which shows parameters. */
    @Override
    public String toString() {
        return getClass().getSuperclass().getSimpleName() + '@' + Integer.toHexString(System.identityHashCode(this));
    }
}
