package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** The mode of pgjdbc that writes parameters, and so the token, into the SQL text. */
final class SimpleQueryMode {

    private static final boolean DRIVER_PRESENT = driverPresent();

    private SimpleQueryMode() {}

    static void refuse(Connection physical) throws SQLException {
        if (DRIVER_PRESENT
                && physical.isWrapperFor(PGConnection.class)
                && physical.unwrap(PGConnection.class).getPreferQueryMode() == PreferQueryMode.SIMPLE) {
            throw JdbcMessages.simpleQueryMode();
        }
    }

    private static boolean driverPresent() {
        try {
            Class.forName("org.postgresql.PGConnection", false, SimpleQueryMode.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
