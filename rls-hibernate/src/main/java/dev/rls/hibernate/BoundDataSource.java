package dev.rls.hibernate;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.OpenedSql;
import dev.rls.hibernate.internal.jdbc.Borrowed;
import dev.rls.hibernate.internal.jdbc.BoundConnection;
import dev.rls.hibernate.internal.jdbc.Tickets;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source for JDBC beside Hibernate (JdbcTemplate, jOOQ): each connection is bound to the claims of the scope in
 * which it is taken, and keeps them until it is closed.
 *
 * <p>The claims travel with the first statement of each transaction, or with each statement in autocommit, at no network
 * round trip of their own. Outside any scope the connection is the plain one; the database then answers whoever asks for
 * a protected row with SQLSTATE 42501.
 *
 * <p>Where no database decides, on others than PostgreSQL or by {@link #alone}, there is nothing to bind to: under claims a
 * connection is refused (RLS215) unless {@link UnprotectedSql} opens it.
 *
 * <p>{@code unwrap(PGConnection.class)} leads out of the protection's sight: in a transaction the claims are bound before
 * the driver's connection is handed out, and hold until that transaction ends.
 */
public final class BoundDataSource implements DataSource {

    private final DataSource delegate;
    private final boolean databaseDecides;
    private final Tickets tickets = new Tickets();

    /**
     * Binds the connections of a data source.
     *
     * @param delegate where the connections come from, a pool as a rule
     */
    public BoundDataSource(DataSource delegate) {
        this(delegate, true);
    }

    private BoundDataSource(DataSource delegate, boolean databaseDecides) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
        this.databaseDecides = databaseDecides;
    }

    /**
     * For where Hibernate stands alone ({@code rls.enforce=orm}).
     *
     * @param delegate where the connections come from
     * @return a data source that binds nothing, and refuses connections under claims unless they are opened
     */
    public static BoundDataSource alone(DataSource delegate) {
        return new BoundDataSource(delegate, false);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return bind(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return bind(delegate.getConnection(user, password));
    }

    private Connection bind(Connection connection) throws SQLException {
        Claims claims = ClaimsScope.current();
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        if (claims != null && databaseDecides && postgres) {
            return BoundConnection.of(connection, claims, tickets);
        }
        if (claims != null && !OpenedSql.isOpen()) {
            connection.close();
            throw Messages.unprotectedSql("JDBC beside Hibernate");
        }
        Borrowed.clear(connection);
        return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
    }
}
