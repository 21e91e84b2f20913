package dev.rls.hibernate.internal.jdbc;

import java.sql.SQLException;

/** From one thing of JDBC to another. */
@FunctionalInterface
interface SqlStep<A, B> {
    B apply(A argument) throws SQLException;
}
