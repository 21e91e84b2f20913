package dev.rls.hibernate.internal.jdbc;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The claims of one connection, and whether its current transaction knows them. Binding twice is harmless and a lost bind
 * is an error in the database, so whatever may have undone a bind makes the next statement bind again.
 */
final class Binding {

    private final Connection physical;
    private final Claims claims;
    private final Bind bind;
    private boolean bound;
    private boolean mayKeepCursor;

    Binding(Connection physical, Claims claims, Tickets tickets) {
        this.physical = physical;
        this.claims = claims;
        this.bind = Bind.of(claims, tickets);
    }

    Connection physical() {
        return physical;
    }

    boolean isOfPostgres() throws SQLException {
        return PgDriver.connection(physical) != null;
    }

    /** The driver's connection, where it is one of pgjdbc. */
    BaseConnection postgres() throws SQLException {
        return Objects.requireNonNull(PgDriver.connection(physical));
    }

    Bind bind() {
        return bind;
    }

    /** To be called with each text before it runs. */
    SqlText read(String sql) {
        SqlText text = new SqlText(sql);
        mayKeepCursor |= text.mayKeepCursor();
        return text;
    }

    /** To be called before the connection is given back: whoever has the session next is to find nothing of these claims. */
    void leave() throws SQLException {
        forget();
        LeftoverTransaction.end(physical);
        if (mayKeepCursor) {
            mayKeepCursor = false;
            LeftoverCursors.close(physical);
        }
    }

    /** Whether the next statement has to bring the claims; in autocommit each one has to. */
    boolean due() throws SQLException {
        requirePinnedScope();
        return !bound || physical.getAutoCommit();
    }

    /** Outside any scope work goes on under the pinned claims: pools and frameworks finish what a scope began. */
    private void requirePinnedScope() {
        Claims current = ClaimsScope.current();
        if (current != null) {
            requireSame(current);
        }
    }

    void requireSame(Claims others) {
        if (!claims.equals(others)) {
            throw JdbcMessages.scopeChanged();
        }
    }

    /** After anything that may have ended the transaction or rolled back to a savepoint. */
    void forget() {
        bound = false;
    }

    /** Runs a statement that needs no bind. Its failure may roll back further than to its own beginning. */
    <T> T plain(SqlCall<T> work) throws SQLException {
        try {
            return work.call();
        } catch (SQLException | RuntimeException e) {
            forget();
            throw e;
        }
    }

    /**
     * Runs a statement that brings the bind along.
     *
     * @param statement the bind and what follows it
     * @param following what follows it
     * @param asked what is wanted of its results
     */
    <T> T carried(PreparedStatement statement, Following following, Carried<T> asked) throws SQLException {
        T result =
                plain(() -> asked.of(statement, orAnew(following.repeatable(), () -> executed(statement, following))));
        bound = !physical.getAutoCommit();
        return result;
    }

    private boolean executed(PreparedStatement statement, Following following) throws SQLException {
        if (isToBeKept(following)) {
            bindNow();
            bind.setNothingOn(statement);
        } else {
            bind.setOn(statement);
        }
        return bind.execute(statement);
    }

    /** In autocommit there is no transaction in which the bind could go alone. */
    private boolean isToBeKept(Following following) throws SQLException {
        if (!bind.letsFollowingBeKept() || !following.declared() || physical.getAutoCommit()) {
            return false;
        }
        BaseConnection session = PgDriver.connection(physical);
        return session != null
                && session.getStringVarcharFlag()
                && KeptStatements.of(session).isDue(following.sql(), session.getPrepareThreshold());
    }

    /** A transaction that has done nothing before can be begun anew. */
    private <T> T orAnew(boolean repeatable, SqlCall<T> work) throws SQLException {
        if (!isFirst()) {
            return work.call();
        }
        try {
            return work.call();
        } catch (SQLException e) {
            if (!PgDriver.isOfPreparedStatements(e)) {
                throw e;
            }
            prepareAnew(e);
            // In autocommit something may have been committed, unless it was the bind that failed.
            if (!repeatable || (physical.getAutoCommit() && !isOfTheBind(e))) {
                throw e;
            }
            return work.call();
        }
    }

    private static boolean isOfTheBind(SQLException e) {
        return String.valueOf(e.getMessage()).contains("RLS519: ");
    }

    private boolean isFirst() throws SQLException {
        BaseConnection session = PgDriver.connection(physical);
        return session != null && session.getTransactionState() == TransactionState.IDLE;
    }

    /**
     * What is prepared in the session is not what the driver takes for prepared: somebody has put statements of his own there,
     * which the bind drops, or dropped some. The driver sees this command, and takes nothing for prepared after it.
     */
    private void prepareAnew(SQLException failure) throws SQLException {
        KeptStatements.of(postgres()).forget();
        try (Statement statement = physical.createStatement()) {
            // As text, because the driver names its own ROLLBACK.
            statement.execute("rollback; deallocate all");
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Runs a statement that cannot bring the bind along, so that the bind needs a round trip of its own. */
    <T> T preceded(SqlCall<T> work) throws SQLException {
        if (physical.getAutoCommit()) {
            return inOneTransaction(work);
        }
        bindNow();
        return plain(work);
    }

    /** Binds the current transaction; only without autocommit. */
    void bindNow() throws SQLException {
        try (PreparedStatement statement = physical.prepareStatement(bind.sql())) {
            plain(() -> orAnew(true, () -> {
                bind.setOn(statement);
                return bind.execute(statement);
            }));
            bound = true;
        }
    }

    /** The bind ends with its transaction, and in autocommit that is the bind's own. */
    private <T> T inOneTransaction(SqlCall<T> work) throws SQLException {
        physical.setAutoCommit(false);
        T result;
        try {
            bindNow();
            result = work.call();
            physical.commit();
        } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            throw e;
        } finally {
            forget();
        }
        physical.setAutoCommit(true);
        return result;
    }

    /** Where the rollback fails, autocommit stays off: switching it on would commit. */
    private void undo(Throwable failure) {
        try {
            physical.rollback();
            physical.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
