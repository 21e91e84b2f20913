package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An error of the database, with all that a client is told.
 *
 * @param state the SQLSTATE
 * @param message the message
 * @param told message, detail, hint and context
 */
record Rejection(String state, String message, String told) {

    /** What may be refused. */
    interface Action {
        void run() throws Exception;
    }

    static Rejection of(Action action) {
        Rejection rejection = ofAny(action);
        assertThat(rejection).as("nothing was refused").isNotNull();
        return rejection;
    }

    /** The error, or null if there was none. */
    static Rejection ofAny(Action action) {
        try {
            action.run();
            return null;
        } catch (PSQLException e) {
            ServerErrorMessage error = Objects.requireNonNull(e.getServerErrorMessage(), e::toString);
            String told = String.join(
                    "\n",
                    error.getMessage(),
                    "detail: " + error.getDetail(),
                    "hint: " + error.getHint(),
                    "where: " + error.getWhere());
            return new Rejection(error.getSQLState(), error.getMessage(), told);
        } catch (SQLException e) {
            return new Rejection(e.getSQLState(), e.getMessage(), e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the quotes that a setting puts around each name. */
    Rejection unquoted() {
        return new Rejection(state, message, told.replace("\"", ""));
    }

    Rejection hasState(String expected) {
        assertThat(state).as(told).isEqualTo(expected);
        return this;
    }

    Rejection hasMessage(String expected) {
        assertThat(message).isEqualTo(expected);
        return this;
    }

    Rejection mentions(String part) {
        assertThat(told).contains(part);
        return this;
    }
}
