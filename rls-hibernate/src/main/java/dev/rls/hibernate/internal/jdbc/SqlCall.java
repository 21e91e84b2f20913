package dev.rls.hibernate.internal.jdbc;

import java.sql.SQLException;

/** Work that may fail as JDBC does. */
@FunctionalInterface
interface SqlCall<T> {
    T call() throws SQLException;
}
