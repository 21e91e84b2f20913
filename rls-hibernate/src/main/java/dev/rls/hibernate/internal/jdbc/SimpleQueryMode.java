package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** The mode of pgjdbc that writes parameters, and so the token, into the SQL text. */
final class SimpleQueryMode {

    private SimpleQueryMode() {}

    static void refuse(Connection physical) throws SQLException {
        BaseConnection driver = PgDriver.connection(physical);
        if (driver != null && driver.getPreferQueryMode() == PreferQueryMode.SIMPLE) {
            throw JdbcMessages.simpleQueryMode();
        }
    }
}
