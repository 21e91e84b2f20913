package dev.rls.hibernate.internal.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What only pgjdbc can tell of its connections, where pgjdbc is present. */
final class PgDriver {

    /** SQLSTATE invalid_sql_statement_name, which RLS519 has too. */
    private static final String MISSING = "26000";

    /** SQLSTATE duplicate_prepared_statement. */
    private static final String TAKEN = "42P05";

    /** A parameter as the server tells it, whatever its language; of a value that it does not tell it says dots. */
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = '(?!\\.\\.\\.')");

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

    /** An array that is still there when the other is freed. */
    static Array copy(Array array, BaseConnection driver) throws SQLException {
        if (!(array instanceof PgArray given)) {
            return array;
        }
        int type = driver.getTypeInfo().getPGArrayType(given.getBaseTypeName());
        if (type == Oid.UNSPECIFIED) {
            return array; // the driver says so
        }
        byte[] octets = given.toBytes();
        return octets == null ? new PgArray(driver, type, given.toString()) : new PgArray(driver, type, octets);
    }

    /** Has the driver not prepare a statement on the server, however often it is executed. */
    static void keepOffServer(PreparedStatement statement) throws SQLException {
        if (PRESENT && statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }

    /** Has the driver prepare a statement on the server when it is executed next. */
    static void keepOnServer(PreparedStatement statement) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
    }

    /** Whether a failure is about a name of a prepared statement, which is not there or there already. */
    static boolean isOfPreparedStatements(SQLException e) {
        return MISSING.equals(e.getSQLState()) || TAKEN.equals(e.getSQLState());
    }

    /**
     * Where {@code log_parameter_max_length_on_error} is set, and any borrower of a session can set it for the next one, the
     * server tells parameters in the context of an error.
     */
    static SQLException withoutParameters(SQLException e) {
        if (!PRESENT || !(e instanceof PSQLException failure)) {
            return e;
        }
        ServerErrorMessage told = failure.getServerErrorMessage();
        String where = told == null ? null : told.getWhere();
        if (told == null || where == null || !PARAMETER.matcher(where).find()) {
            return e;
        }
        return again(e, told, told.getDetail());
    }

    /** The same error with more to it, but without its context. */
    static SQLException withDetail(SQLException e, String detail) {
        if (!PRESENT || !(e instanceof PSQLException failure)) {
            return e;
        }
        ServerErrorMessage told = failure.getServerErrorMessage();
        return told == null ? e : again(e, told, detail);
    }

    private static SQLException again(SQLException e, ServerErrorMessage told, @Nullable String detail) {
        SQLException again = new PSQLException(new ServerErrorMessage(fields(told, detail)), true);
        again.setStackTrace(e.getStackTrace());
        return again;
    }

    /** As the protocol has the fields of an error, but for its context. */
    private static String fields(ServerErrorMessage told, @Nullable String detail) {
        return field('S', told.getSeverity())
                + field('C', told.getSQLState())
                + field('M', told.getMessage())
                + field('D', detail)
                + field('H', told.getHint())
                + field('s', told.getSchema())
                + field('t', told.getTable())
                + field('c', told.getColumn())
                + field('d', told.getDatatype())
                + field('n', told.getConstraint());
    }

    private static String field(char type, @Nullable String value) {
        return value == null ? "" : type + value + '\0';
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
