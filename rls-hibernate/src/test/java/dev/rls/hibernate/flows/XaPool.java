package dev.rls.hibernate.flows;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import org.postgresql.xa.PGXADataSource;

/** What an application server does: one connection per transaction, enlisted in it, and used again by the next. */
final class XaPool {

    private final PGXADataSource source;
    private final TransactionManager manager;
    private final Deque<XAConnection> idle = new ArrayDeque<>();
    private final Map<Transaction, XAConnection> busy = new HashMap<>();

    XaPool(PGXADataSource source, TransactionManager manager) {
        this.source = source;
        this.manager = manager;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                XaPool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return taken();
                });
    }

    private Connection taken() throws SQLException, SystemException, RollbackException {
        Transaction transaction = manager.getTransaction();
        if (transaction == null) {
            return source.getXAConnection().getConnection();
        }
        XAConnection known = busy.get(transaction);
        if (known == null) {
            known = idle.isEmpty() ? source.getXAConnection() : idle.pop();
            transaction.enlistResource(known.getXAResource());
            XAConnection enlisted = known;
            busy.put(transaction, enlisted);
            transaction.registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    busy.remove(transaction);
                    idle.push(enlisted);
                }
            });
        }
        return kept(known.getConnection());
    }

    /** Closed when the transaction is over, not before. */
    private static Connection kept(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                XaPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
