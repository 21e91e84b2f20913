package dev.rls.hibernate.internal;

import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.PostgreSQLDialect;

/** Whether a database has row-level security as the changesets write it. */
public final class RowSecurity {

    private RowSecurity() {}

    public static boolean isOf(Dialect dialect) {
        return dialect instanceof PostgreSQLDialect;
    }
}
