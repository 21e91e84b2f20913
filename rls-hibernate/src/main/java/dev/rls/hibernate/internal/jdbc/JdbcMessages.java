package dev.rls.hibernate.internal.jdbc;

import dev.rls.RlsException;
import dev.rls.hibernate.ScopeChangedException;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages of bound connections: RLS250 to RLS269, and those the driver gives where a bind is carried. */
final class JdbcMessages {

    private JdbcMessages() {}

    static ScopeChangedException scopeChanged() {
        return new ScopeChangedException(
                "RLS250",
                "this connection is bound to the claims of the scope in which it was taken, and now another scope is open;"
                        + " open the scope before the connection or transaction, or close the connection before"
                        + " leaving its scope");
    }

    static RlsException simpleQueryMode() {
        return new RlsException(
                "RLS251",
                "the connection runs with preferQueryMode=simple, which would write the token into the SQL text;"
                        + " remove preferQueryMode from the JDBC URL or data source, or use extended or"
                        + " extendedForPrepared");
    }

    static RlsException namesEverything() {
        return new RlsException(
                "RLS253",
                "the driver is told to prepare every statement on the server (a negative prepareThreshold, or system property"
                        + " org.postgresql.forceBinary), and so the bind, which could be swapped there for something that"
                        + " keeps the token; set prepareThreshold to 0 or more, or remove it, and remove the property; where code"
                        + " called PGConnection.setPrepareThreshold, have it call that with 0 or more before the connection"
                        + " goes back to its pool");
    }

    static SQLException transactionStillOpen() {
        return new SQLException(
                "RLS252: the transaction is still open although it was ended, so something in this session tampers with"
                        + " the driver's statements; the connection is broken off. Find the SQL that prepares,"
                        + " deallocates or begins by text",
                "08007");
    }

    static SQLException mayNotBind(Bind.Kind kind, String login, SQLException denial) {
        String fix = switch (kind) {
            case TOKEN, API_TOKEN -> "tokens: grant rls_app, or the group of its application, to ";
            case CLAIMS ->
                "claims without a token. Open the scope with what a TokenVerifier returned, or, if it may act for"
                        + " every tenant, grant rls_trusted to ";
            case SYSTEM -> "claims for a reason that is recorded: grant rls_operator to ";
        };
        return new SQLException(
                "RLS254: login " + login + " may not bind " + fix + login + ". It lacks the right to call "
                        + kind.function()
                        + "; if it is a member already, then one that does not inherit, or SQL has set another role",
                denial.getSQLState(),
                denial);
    }

    /** What may be told of a token that the database rejects, on one line. */
    static String ofToken(@Nullable String kid, @Nullable Instant ends, Instant now) {
        return "Its kid is " + (kid == null ? "not known" : kid.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?"))
                + ", its exp " + (ends == null ? "not known" : ends) + ", and the clock here says " + now + ".";
    }

    /** As pgjdbc says it for a plain {@code executeQuery}. */
    static SQLException noResult() {
        return new SQLException("No results were returned by the query.", "02000");
    }

    /** As pgjdbc says it for a plain {@code executeUpdate}. */
    static SQLException unexpectedResult() {
        return new SQLException("A result was returned when none was expected.", "0100E");
    }
}
