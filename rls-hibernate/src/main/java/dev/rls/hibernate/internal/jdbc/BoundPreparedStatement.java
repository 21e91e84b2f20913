package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.BatchUpdateException;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement that carries the bind before its SQL whenever one is due. */
abstract class BoundPreparedStatement extends RecordingStatement implements PreparedStatement {

    private static final MethodHandle NEW = Forwarding.constructor(BoundPreparedStatement.class);

    private final String sql;
    private final SqlText text;
    private final SqlStep<String, PreparedStatement> prepare;
    private final List<String> wantedKeys;
    private Parameters parameters = new Parameters();

    /** The first element of a batch, until there is a second: alone it can carry the bind, which a batch cannot. */
    private @Nullable Parameters waiting;

    private PreparedStatement delegate;
    private boolean carrying;

    BoundPreparedStatement(
            BoundConnection connection, String sql, SqlStep<String, PreparedStatement> prepare, List<String> wantedKeys)
            throws SQLException {
        super(connection);
        this.sql = sql;
        this.text = binding().read(sql);
        this.prepare = prepare;
        this.wantedKeys = wantedKeys;
        this.carrying = binding().due() && canCarry();
        this.delegate = prepared(carrying);
    }

    private PreparedStatement prepared(boolean withBind) throws SQLException {
        if (!withBind) {
            return prepare.apply(sql);
        }
        if (wantedKeys.isEmpty()) {
            return prepare.apply(binding().bind().carriedBy(sql));
        }
        PreparedStatement statement = prepare.apply(binding()
                .bind()
                .carriedBy(Returning.of(sql, wantedKeys, binding().postgres())));
        PgDriver.answerWithCounts(statement);
        return statement;
    }

    /** A statement of a connection, and how to prepare one of the same kind. */
    static PreparedStatement of(
            BoundConnection connection, String sql, SqlStep<String, PreparedStatement> prepare, List<String> wantedKeys)
            throws SQLException {
        try {
            return (BoundPreparedStatement) NEW.invokeExact(connection, sql, prepare, wantedKeys);
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            throw Forwarding.unchecked(e);
        }
    }

    @Override
    final PreparedStatement delegate() {
        return delegate;
    }

    /** Called by the generated setters: where a parameter stands in the statement that is given it. */
    final int moved(int index) {
        return index + shift();
    }

    /** Called by the generated setters. */
    final void recordParameter(MethodHandle method, @Nullable Object[] arguments) {
        parameters.given((int) arguments[0], Setter.of(method, arguments, true), false);
    }

    /** Called by the generated setters of {@link DeclaredTypes}. */
    final void recordDeclared(MethodHandle method, @Nullable Object[] arguments) {
        parameters.given((int) arguments[0], Setter.of(method, arguments, true), true);
    }

    /** Called by the generated setters of streams and large objects, which can be read only once. */
    final void deferParameter(MethodHandle method, @Nullable Object[] arguments) {
        parameters.defer((int) arguments[0], Setter.of(method, arguments, true));
    }

    @Override
    public final void setObject(int index, @Nullable Object value) throws SQLException {
        Object now = Snapshot.of(value);
        setObject(index, now, DeclaredTypes.have(now), (target, shift) -> target.setObject(index + shift, now));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type) throws SQLException {
        Object now = Snapshot.of(value);
        setObject(
                index,
                now,
                DeclaredTypes.have(now, type),
                (target, shift) -> target.setObject(index + shift, now, type));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
        Object now = Snapshot.of(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type, scale));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        Object now = Snapshot.of(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        Object now = Snapshot.of(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type, scale));
    }

    private void setObject(int index, @Nullable Object value, boolean declared, Setter<PreparedStatement> setter)
            throws SQLException {
        if (Forwarding.isReadOnce(value)) {
            parameters.defer(index, setter);
        } else {
            setter.set(delegate, shift());
            parameters.given(index, setter, declared);
        }
    }

    @Override
    public final void clearParameters() throws SQLException {
        parameters.clear();
        delegate.clearParameters();
    }

    @Override
    public final @Nullable ResultSet executeQuery() throws SQLException {
        return rows(run(PreparedStatement::executeQuery, Carried::query));
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return run(PreparedStatement::executeUpdate, Carried::update);
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return run(PreparedStatement::executeLargeUpdate, Carried::largeUpdate);
    }

    @Override
    public final boolean execute() throws SQLException {
        return run(PreparedStatement::execute, Carried::any);
    }

    @Override
    public final void addBatch() throws SQLException {
        if (waiting == null && text.isChangeWithoutRows() && binding().due() && canCarry()) {
            waiting = parameters.taken();
            return;
        }
        batch();
        parameters.settle(delegate, 0);
        delegate.addBatch();
    }

    @Override
    public final void clearBatch() throws SQLException {
        waiting = null;
        super.clearBatch();
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return waiting == null ? super.executeBatch() : new int[] {runWaiting(waiting, this::executeUpdate)};
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return waiting == null ? super.executeLargeBatch() : new long[] {runWaiting(waiting, this::executeLargeUpdate)};
    }

    private <T> T runWaiting(Parameters only, SqlCall<T> work) throws SQLException {
        Parameters next = parameters;
        waiting = null;
        parameters = only;
        try {
            parameters.repeat(delegate, shift());
            return work.call();
        } catch (SQLException e) {
            BatchUpdateException failure = new BatchUpdateException(
                    e.getMessage(), e.getSQLState(), e.getErrorCode(), new int[] {EXECUTE_FAILED}, e);
            failure.setNextException(e);
            throw failure;
        } finally {
            parameters = next;
            parameters.repeat(delegate, shift());
        }
    }

    @Override
    final boolean batchMayUndoBind() {
        return text.mayUndoBind();
    }

    /** Asked of a statement of its own while a bind is carried, because the driver would describe the bind. */
    @Override
    public final @Nullable ResultSetMetaData getMetaData() throws SQLException {
        if (!carrying) {
            return delegate.getMetaData();
        }
        try (PreparedStatement plain = prepare.apply(sql)) {
            return plain.getMetaData();
        }
    }

    @Override
    public final ParameterMetaData getParameterMetaData() throws SQLException {
        if (!carrying) {
            return delegate.getParameterMetaData();
        }
        try (PreparedStatement plain = prepare.apply(sql)) {
            return plain.getParameterMetaData();
        }
    }

    private <T> T run(SqlStep<PreparedStatement, T> plain, Carried<T> carried) throws SQLException {
        try {
            boolean due = binding().due() && text.needsClaims();
            forgetKeys();
            carry(due && canCarry());
            boolean declared = parameters.areDeclared();
            boolean repeatable = parameters.settle(delegate, shift()) && !text.mayUndoBind();
            if (carrying) {
                Following following = new Following(sql, repeatable, declared);
                return binding().carried(delegate, following, wantedKeys.isEmpty() ? carried : keepingKeys(carried));
            }
            return due ? alone(() -> plain.apply(delegate)) : binding().plain(() -> plain.apply(delegate));
        } finally {
            if (text.mayUndoBind()) {
                binding().forget();
            }
        }
    }

    private boolean canCarry() throws SQLException {
        return !bindsAlone()
                && text.needsClaims()
                && (wantedKeys.isEmpty() || (text.isChange() && binding().isOfPostgres()));
    }

    private int shift() {
        return carrying ? binding().bind().parameters() : 0;
    }

    @Override
    final Statement plainDelegate() throws SQLException {
        carry(false);
        if (waiting != null) {
            Parameters first = waiting;
            waiting = null;
            first.repeat(delegate, 0);
            first.settle(delegate, 0);
            delegate.addBatch();
            parameters.repeat(delegate, 0);
        }
        return delegate;
    }

    /** Goes on with a statement that carries a bind, or with one that does not; what was set is set again. */
    private void carry(boolean bind) throws SQLException {
        if (bind == carrying) {
            return;
        }
        PreparedStatement last = delegate;
        delegate = prepared(bind);
        carrying = bind;
        last.close();
        repeatSettings(delegate);
        parameters.repeat(delegate, shift());
    }

    @Override
    public String toString() {
        return super.toString() + " [" + sql + "]";
    }
}
