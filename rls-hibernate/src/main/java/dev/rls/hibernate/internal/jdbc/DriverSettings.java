package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** Settings of pgjdbc with which a token would not remain a secret. */
public final class DriverSettings {

    private DriverSettings() {}

    /**
     * To be called before a connection is given a token.
     *
     * @param physical the driver's or the pool's connection
     * @throws dev.rls.RlsException RLS251 or RLS253 if its driver is told to do something by which others would see it
     * @throws SQLException as the driver does
     */
    public static void refuseTelling(Connection physical) throws SQLException {
        BaseConnection driver = PgDriver.connection(physical);
        if (driver == null) {
            return;
        }
        if (driver.getPreferQueryMode() == PreferQueryMode.SIMPLE) {
            throw JdbcMessages.simpleQueryMode();
        }
        // The driver reads the property when it is loaded, once, and its statements the sign of the threshold.
        if (driver.getPrepareThreshold() < 0
                || (driver instanceof PgConnection connection && connection.getForceBinary())
                || Boolean.getBoolean("org.postgresql.forceBinary")) {
            throw JdbcMessages.namesEverything();
        }
    }
}
