package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.DatabaseMetaData;

/** Metadata that lead back to the bound connection. They read the catalog only, which needs no claims. */
abstract class BoundMetaData implements DatabaseMetaData {

    private static final MethodHandle NEW = Forwarding.constructor(BoundMetaData.class);

    private final Connection connection;
    private final DatabaseMetaData delegate;

    BoundMetaData(Connection connection, DatabaseMetaData delegate) {
        this.connection = connection;
        this.delegate = delegate;
    }

    /** Metadata of a connection. */
    static DatabaseMetaData of(Connection connection, DatabaseMetaData delegate) {
        try {
            return (BoundMetaData) NEW.invokeExact(connection, delegate);
        } catch (Throwable e) {
            throw Forwarding.unchecked(e);
        }
    }

    final DatabaseMetaData delegate() {
        return delegate;
    }

    @Override
    public final Connection getConnection() {
        return connection;
    }
}
