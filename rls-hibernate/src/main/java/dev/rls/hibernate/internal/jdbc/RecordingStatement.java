package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement whose delegate may be replaced by another: one that carries a bind by one that does not, and back. */
abstract class RecordingStatement extends ForwardingStatement {

    private @Nullable Map<String, Setter<Statement>> settings;
    private boolean alone;
    private boolean batched;
    private @Nullable ResultSet carriedKeys;

    RecordingStatement(BoundConnection connection) {
        super(connection);
    }

    /** Makes the delegate the statement that carries no bind. */
    abstract Statement plainDelegate() throws SQLException;

    /** Whether its batch may end a transaction by its text. */
    abstract boolean batchMayUndoBind();

    /** Called by the generated setters of {@link Statement}. */
    final void recordSetting(String name, MethodHandle method, @Nullable Object[] arguments) {
        keep(name, Setter.of(method, arguments, false));
    }

    private void keep(String name, Setter<Statement> setter) {
        if (settings == null) {
            settings = new LinkedHashMap<>();
        }
        // The last word comes last: two settings may be about the same.
        settings.remove(name);
        settings.put(name, setter);
    }

    /** Gives another statement the settings of this one. */
    private void repeatSettings(Statement target) throws SQLException {
        if (settings != null) {
            for (Setter<Statement> setting : settings.values()) {
                setting.set(target, 0);
            }
        }
    }

    /** Has another statement go on where one ends: with its settings, and closed if that was. Whether it is open. */
    final boolean goOn(Statement next, Statement last) throws SQLException {
        boolean open = !last.isClosed();
        last.close();
        if (open) {
            repeatSettings(next);
        } else {
            next.close();
        }
        return open;
    }

    /** Whether a bind must come in a statement of its own: what waits in a batch cannot move to another statement. */
    final boolean bindsAlone() {
        return alone || batched;
    }

    /** To be called before each execution: generated keys are those of the last one. */
    final void forgetKeys() {
        carriedKeys = null;
    }

    /** For a statement that asks for generated keys: behind a bind they are rows like any others, which come before the count. */
    final <T> Carried<T> keepingKeys(Carried<T> asked) {
        return (statement, rows) -> {
            carriedKeys = statement.getResultSet();
            return asked.of(statement, statement.getMoreResults(KEEP_CURRENT_RESULT));
        };
    }

    /**
     * Whether the server stops after one row, the bind's as well, and counts none of them then. Where keys are asked for, the first of
     * those would be taken for what the bind answered.
     */
    final boolean stopsAfterOneRow() throws SQLException {
        return delegate().getFetchSize() == 1 || delegate().getMaxRows() == 1;
    }

    @Override
    public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
        return rows(carriedKeys == null ? delegate().getGeneratedKeys() : carriedKeys);
    }

    /** To be called before each element of a batch. */
    final Statement batch() throws SQLException {
        Statement plain = plainDelegate();
        batched = true;
        return plain;
    }

    @Override
    public void clearBatch() throws SQLException {
        delegate().clearBatch();
        batched = false;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return runBatch(plainDelegate()::executeBatch);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return runBatch(plainDelegate()::executeLargeBatch);
    }

    private <T> T runBatch(SqlCall<T> work) throws SQLException {
        forgetKeys();
        try {
            return binding().due() ? alone(work) : binding().plain(work);
        } finally {
            batched = false;
            if (batchMayUndoBind()) {
                binding().forget();
            }
        }
    }

    /** A carried bind has rows too, and the end of those must not close the statement. */
    @Override
    public final void closeOnCompletion() throws SQLException {
        alone = true;
        delegate().closeOnCompletion();
        keep("closeOnCompletion", (target, shift) -> target.closeOnCompletion());
    }

    /** Statements are prepared with escapes processed, so a statement without them cannot carry a bind. */
    @Override
    public final void setEscapeProcessing(boolean enable) throws SQLException {
        alone = true;
        delegate().setEscapeProcessing(enable);
        keep("setEscapeProcessing", (target, shift) -> target.setEscapeProcessing(enable));
    }

    /** Whoever works on the driver's statement finds SQL and parameters where he expects them. */
    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            standAlone();
        }
        return super.unwrap(type);
    }

    /** Makes the delegate the statement that carries no bind, for good. */
    final Statement standAlone() throws SQLException {
        alone = true;
        return plainDelegate();
    }
}
