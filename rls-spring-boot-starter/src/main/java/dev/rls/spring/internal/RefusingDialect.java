package dev.rls.spring.internal;

import dev.rls.RlsException;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.orm.jpa.DefaultJpaDialect;
import org.springframework.orm.jpa.JpaDialect;
import org.springframework.transaction.TransactionDefinition;

/**
 * Lets what this library throws through as it is. Spring would bury it at commit: in a RollbackException, and that in a
 * TransactionSystemException.
 */
final class RefusingDialect extends DefaultJpaDialect {

    /** Does everything else. */
    private final transient JpaDialect dialect;

    RefusingDialect(JpaDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException e) {
        if (e instanceof RlsException refusal) {
            throw refusal;
        }
        return dialect.translateExceptionIfPossible(e);
    }

    @Override
    public @Nullable Object beginTransaction(EntityManager manager, TransactionDefinition definition)
            throws SQLException {
        return dialect.beginTransaction(manager, definition);
    }

    @Override
    public @Nullable Object prepareTransaction(EntityManager manager, boolean readOnly, @Nullable String name) {
        return dialect.prepareTransaction(manager, readOnly, name);
    }

    /** Spring asks subclasses of the default dialect alone. */
    @Override
    public @Nullable Object deriveEntityAgent(EntityManager manager, @Nullable Map<?, ?> properties) {
        return dialect instanceof DefaultJpaDialect derives ? derives.deriveEntityAgent(manager, properties) : null;
    }

    @Override
    public void cleanupTransaction(@Nullable Object data) {
        dialect.cleanupTransaction(data);
    }

    @Override
    public @Nullable ConnectionHandle getJdbcConnection(EntityManager manager, boolean readOnly) throws SQLException {
        return dialect.getJdbcConnection(manager, readOnly);
    }

    @Override
    public void releaseJdbcConnection(ConnectionHandle handle, EntityManager manager) throws SQLException {
        dialect.releaseJdbcConnection(handle, manager);
    }
}
