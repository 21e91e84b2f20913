package dev.rls.liquibase.attacks;

import dev.rls.fixtures.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** A session of the application's login that goes on after errors and keeps all that it is told. */
final class Session implements AutoCloseable {

    private static final Pattern ROWS = Pattern.compile("rows=[0-9]+");

    private final Connection connection;
    private final StringBuilder told = new StringBuilder();

    Session(TestDatabase database, String login) throws SQLException {
        connection = database.as(login).connect();
        connection.setAutoCommit(false);
    }

    Session(Connection connection) {
        this.connection = connection;
    }

    /** All rows, counts, notices and errors. */
    String told() {
        return told.toString();
    }

    void tell(String what) {
        told.append(what).append('\n');
    }

    Connection connection() {
        return connection;
    }

    /** Outside of transaction blocks from now on. */
    Session alone() throws SQLException {
        connection.setAutoCommit(true);
        return this;
    }

    /** In a transaction block from the next statement on. */
    Session inTransaction() throws SQLException {
        connection.setAutoCommit(false);
        return this;
    }

    Session bind(String token) throws SQLException {
        return call("select rls.bind(?)", token);
    }

    /** One statement with parameters. */
    Session call(String sql, Object... parameters) throws SQLException {
        attempt(() -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                boolean rows = statement.execute();
                results(statement, rows);
            }
        });
        return this;
    }

    /** Each statement whether those before it failed or not. */
    Session sql(String... steps) throws SQLException {
        for (String step : steps) {
            attempt(() -> run(step));
        }
        return this;
    }

    /** The first value that a query answers with, null if it fails. */
    @Nullable
    String value(String sql) throws SQLException {
        int before = told.length();
        sql(sql);
        String answer = told.substring(before).strip();
        return answer.startsWith("error ") || answer.isEmpty() ? null : answer;
    }

    Session commit() throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            error(e);
        }
        return this;
    }

    Session rollback() throws SQLException {
        connection.rollback();
        return this;
    }

    void notifications() throws SQLException {
        PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications(100);
        for (PGNotification notification : received == null ? new PGNotification[0] : received) {
            tell(notification.getParameter());
        }
    }

    /** What is told of a statement, which leaves nothing behind, without the values that it names itself. */
    String answer(String sql) throws SQLException {
        int before = told.length();
        Savepoint savepoint = connection.setSavepoint();
        sql(sql);
        connection.rollback(savepoint);
        String answer = told.substring(before);
        told.setLength(before);
        return answer.replaceAll("\\d+", "#");
    }

    /** How many rows the planner expects of a query. */
    String estimate(String query) throws SQLException {
        Matcher rows = ROWS.matcher(String.valueOf(value("explain " + query)));
        return rows.find() ? rows.group() : "none";
    }

    /** What somebody else does in this session before or after the attacker, who is told nothing of it. */
    Session asSomebodyElse(Body body) throws SQLException {
        int before = told.length();
        body.run(this);
        told.setLength(before);
        return this;
    }

    interface Body {
        void run(Session session) throws SQLException;
    }

    private void run(String step) throws SQLException, IOException {
        String start = step.stripLeading().toLowerCase(java.util.Locale.ROOT);
        if (start.startsWith("copy") && start.endsWith("to stdout")) {
            StringWriter rows = new StringWriter();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(step, rows);
            tell(rows.toString());
        } else if (start.startsWith("copy") && start.contains("from stdin\n")) {
            int end = step.indexOf('\n');
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(step.substring(0, end), new StringReader(step.substring(end + 1)));
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                results(statement, statement.execute(step));
            }
        }
    }

    private interface Action {
        void run() throws SQLException, IOException;
    }

    private void attempt(Action action) throws SQLException {
        Savepoint savepoint = connection.getAutoCommit() ? null : connection.setSavepoint();
        try {
            action.run();
        } catch (SQLException e) {
            error(e);
            if (savepoint != null) {
                connection.rollback(savepoint);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void results(Statement statement, boolean first) throws SQLException {
        boolean rows = first;
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) {
                rows(statement.getResultSet());
            } else if (statement.getUpdateCount() > 0) {
                tell("changed " + statement.getUpdateCount());
            }
            rows = statement.getMoreResults();
        }
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            tell("notice " + all(((PSQLWarning) warning).getServerErrorMessage()));
        }
    }

    private void rows(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(i == 1 ? "" : " | ").append(rows.getString(i));
            }
            tell(row.toString());
        }
    }

    private void error(SQLException e) {
        tell("error " + e.getSQLState() + ' '
                + (e instanceof PSQLException error && error.getServerErrorMessage() != null
                        ? all(error.getServerErrorMessage())
                        : e.getMessage()));
    }

    private static String all(@Nullable ServerErrorMessage message) {
        return message == null
                ? ""
                : String.join(
                        " / ",
                        message.getMessage(),
                        "" + message.getDetail(),
                        "" + message.getHint(),
                        "" + message.getWhere());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
