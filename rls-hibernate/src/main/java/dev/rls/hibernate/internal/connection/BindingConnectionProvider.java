package dev.rls.hibernate.internal.connection;

import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.Enforcement;
import dev.rls.hibernate.internal.jdbc.Borrowed;
import dev.rls.hibernate.internal.jdbc.BoundConnection;
import dev.rls.hibernate.internal.jdbc.LeftoverTransaction;
import dev.rls.hibernate.internal.jdbc.SessionConnection;
import dev.rls.hibernate.internal.jdbc.Tickets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.DatabaseConnectionInfo;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Binds the connections of whatever provider the user configured to the claims of the session that asks for one. Boot and
 * schema tools get them as they are, and so do sessions without claims: the database then refuses protected rows.
 */
public final class BindingConnectionProvider implements MultiTenantConnectionProvider<Object> {

    private static final long serialVersionUID = 1L;

    private final transient ConnectionProvider provider;
    private final transient ServiceRegistry registry;
    private final transient Map<String, Object> settings;
    private final transient Tickets tickets = new Tickets();

    /**
     * Wraps a provider.
     *
     * @param provider makes the connections
     * @param registry knows the dialect by the time a session asks for a connection
     * @param settings say whether the database enforces anything
     */
    public BindingConnectionProvider(
            ConnectionProvider provider, ServiceRegistry registry, Map<String, Object> settings) {
        this.provider = provider;
        this.registry = registry;
        this.settings = settings;
    }

    @Override
    public Connection getAnyConnection() throws SQLException {
        return provider.getConnection();
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        provider.closeConnection(connection);
    }

    @Override
    public Connection getConnection(Object tenant) throws SQLException {
        return bind(provider.getConnection(), ClaimsHandover.claims());
    }

    @Override
    public Connection getReadOnlyConnection(Object tenant) throws SQLException {
        return bind(provider.getReadOnlyConnection(), ClaimsHandover.claims());
    }

    @Override
    public void releaseConnection(Object tenant, Connection connection) throws SQLException {
        Connection physical = physical(connection);
        try {
            leave(connection);
        } finally {
            provider.closeConnection(physical);
        }
    }

    @Override
    public void releaseReadOnlyConnection(Object tenant, Connection connection) throws SQLException {
        Connection physical = physical(connection);
        try {
            leave(connection);
        } finally {
            provider.closeReadOnlyConnection(physical);
        }
    }

    /** The dialect is asked for here and not when this is made: to find it, Hibernate needs a connection. */
    private Connection bind(Connection physical, @Nullable Claims claims) throws SQLException {
        Dialect dialect = registry.requireService(JdbcEnvironment.class).getDialect();
        if (!Enforcement.byDatabase(dialect, settings)) {
            return SessionConnection.of(physical);
        }
        if (claims != null) {
            return BoundConnection.of(physical, claims, tickets);
        }
        Borrowed.clear(physical);
        return physical;
    }

    private static void leave(Connection connection) throws SQLException {
        if (connection instanceof BoundConnection bound) {
            bound.leave();
        } else {
            LeftoverTransaction.end(physical(connection));
        }
    }

    /** What goes back to the provider is its own connection. */
    private static Connection physical(Connection connection) {
        if (connection instanceof SessionConnection guarded) {
            return guarded.delegate();
        }
        return connection instanceof BoundConnection bound ? bound.delegate() : connection;
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return provider.supportsAggressiveRelease();
    }

    @Override
    public boolean handlesConnectionSchema() {
        return provider.handlesConnectionSchema();
    }

    @Override
    public boolean handlesConnectionReadOnly() {
        return provider.handlesConnectionReadOnly();
    }

    @Override
    public DatabaseConnectionInfo getDatabaseConnectionInfo(Dialect dialect) {
        return provider.getDatabaseConnectionInfo(dialect);
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this) || type.isInstance(provider) || provider.isUnwrappableAs(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(provider) ? type.cast(provider) : provider.unwrap(type);
    }
}
