package dev.rls.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgStatement;

/** What only pgjdbc can tell of its connections, where pgjdbc is present. */
final class PgDriver {

    private static final boolean PRESENT = present();

    private PgDriver() {}

    /** The driver's own connection, or null if it is another driver's. */
    static @Nullable BaseConnection connection(Connection physical) throws SQLException {
        return PRESENT && physical.isWrapperFor(BaseConnection.class) ? physical.unwrap(BaseConnection.class) : null;
    }

    /**
     * Has the driver answer with rows and counts, as it does where generated keys were asked for. Of a statement that carries a
     * bind it would return the rows alone.
     */
    static void answerWithCounts(PreparedStatement statement) throws SQLException {
        statement.unwrap(PgStatement.class).wantsGeneratedKeysAlways = true;
    }

    /** Has the driver not prepare a statement on the server, however often it is executed. */
    static void keepOffServer(PreparedStatement statement) throws SQLException {
        if (PRESENT && statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }

    private static boolean present() {
        try {
            Class.forName("org.postgresql.core.BaseConnection", false, PgDriver.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
