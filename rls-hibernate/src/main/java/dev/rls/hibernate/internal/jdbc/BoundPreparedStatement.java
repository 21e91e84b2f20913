package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.Array;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement that carries the bind before its SQL whenever one is due. */
abstract class BoundPreparedStatement extends RecordingStatement implements PreparedStatement {

    private static final MethodHandle NEW = Forwarding.constructor(BoundPreparedStatement.class);

    private final String sql;
    private final SqlText text;
    private final SqlCall<PreparedStatement> plain;
    private final SqlStep<String, PreparedStatement> prepare;
    private final List<String> wantedKeys;
    private Parameters parameters = new Parameters();

    /** The elements of a batch, while they are few enough to carry the bind, which a batch of the driver cannot. */
    private final Waiting waiting = new Waiting();

    private @Nullable BatchText batchText;
    private PreparedStatement delegate;

    /** How often the delegate has the SQL behind a bind: not at all where it carries none, several times as a batch. */
    private int copies;

    BoundPreparedStatement(
            BoundConnection connection,
            String sql,
            SqlCall<PreparedStatement> plain,
            SqlStep<String, PreparedStatement> prepare,
            List<String> wantedKeys)
            throws SQLException {
        super(connection);
        this.sql = sql;
        this.text = binding().read(sql);
        this.plain = plain;
        this.prepare = prepare;
        this.wantedKeys = wantedKeys;
        this.copies = beginsWithBind() ? 1 : 0;
        this.delegate = prepared(copies);
    }

    /** Whether it is prepared with a bind at once, because so it will run. */
    boolean beginsWithBind() throws SQLException {
        return binding().due() && canCarry();
    }

    private PreparedStatement prepared(int copiesBehindBind) throws SQLException {
        if (copiesBehindBind == 0) {
            return plain.call();
        }
        if (wantedKeys.isEmpty()) {
            return prepare.apply(binding().bind().carriedBy(BatchText.times(sql, copiesBehindBind)));
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
        SqlCall<PreparedStatement> plain = () -> prepare.apply(sql);
        try {
            return (BoundPreparedStatement) NEW.invokeExact(connection, sql, plain, prepare, wantedKeys);
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
        if (index < 1) {
            return index;
        }
        int moved = index + shift();
        return batchText != null && copies > 1 && index > batchText.parameters()
                ? moved + (copies - 1) * batchText.parameters() // or it would be one of the next element
                : moved;
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
    final void deferParameter(MethodHandle method, @Nullable Object[] arguments) throws SQLException {
        int index = (int) arguments[0];
        Setter<PreparedStatement> setter = Setter.of(method, arguments, true);
        if (arguments[1] == null) { // null is there for the next execution, too
            set(index, setter, false);
        } else {
            defer(index, setter);
        }
    }

    private void defer(int index, Setter<PreparedStatement> setter) throws SQLException {
        if (index < 1) {
            setter.set(delegate, 0); // the driver refuses it
        }
        parameters.defer(index, setter);
    }

    @Override
    public final void setObject(int index, @Nullable Object value) throws SQLException {
        Object now = now(value);
        setObject(index, now, DeclaredTypes.have(now), (target, shift) -> target.setObject(index + shift, now));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type) throws SQLException {
        Object now = now(value);
        setObject(
                index,
                now,
                DeclaredTypes.have(now, type),
                (target, shift) -> target.setObject(index + shift, now, type));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
        Object now = now(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type, scale));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        Object now = now(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        Object now = now(value);
        setObject(index, now, false, (target, shift) -> target.setObject(index + shift, now, type, scale));
    }

    @Override
    public final void setArray(int index, @Nullable Array value) throws SQLException {
        Array now = (Array) now(value);
        setObject(index, now, false, (target, shift) -> target.setArray(index + shift, now));
    }

    private @Nullable Object now(@Nullable Object value) throws SQLException {
        return value instanceof Array array && binding().isOfPostgres()
                ? PgDriver.copy(array, binding().postgres())
                : Snapshot.of(value);
    }

    private void setObject(int index, @Nullable Object value, boolean declared, Setter<PreparedStatement> setter)
            throws SQLException {
        if (Forwarding.isReadOnce(value)) {
            defer(index, setter);
        } else {
            set(index, setter, declared);
        }
    }

    private void set(int index, Setter<PreparedStatement> setter, boolean declared) throws SQLException {
        setter.set(delegate, moved(index) - index);
        parameters.given(index, setter, declared);
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
    public int executeUpdate() throws SQLException {
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
        if (!delegate.isClosed()
                && canCarry()
                && binding().due()
                && text.isChangeWithoutRows()
                && !parameters.areReadOnce() // whoever gave it may close it before the batch runs
                && (waiting.size() == 0 || waiting.size() < batchText().most())) {
            waiting.add(parameters.taken());
            return;
        }
        batch();
        parameters.settle(delegate, 0);
        delegate.addBatch();
    }

    /** In a transaction there is one round trip to save, and what its statements would cost is not much less. */
    private BatchText batchText() throws SQLException {
        if (!wantedKeys.isEmpty()
                || !getConnection().getAutoCommit()
                || !binding().isOfPostgres()) {
            return BatchText.NONE;
        }
        if (batchText == null) {
            batchText = BatchText.of(sql, text, binding().postgres());
        }
        return batchText;
    }

    @Override
    public final void clearBatch() throws SQLException {
        waiting.clear();
        super.clearBatch();
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return carriesBatch()
                ? Arrays.stream(runWaiting())
                        .mapToInt(count -> count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count)
                        .toArray()
                : super.executeBatch();
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return carriesBatch() ? runWaiting() : super.executeLargeBatch();
    }

    /** Autocommit and more may have changed since the elements began to wait. */
    private boolean carriesBatch() throws SQLException {
        return (waiting.size() == 1 && !mixesUpKeys())
                || (waiting.size() > 1
                        && canCarry()
                        && binding().due()
                        && waiting.size() <= batchText().most());
    }

    private long[] runWaiting() throws SQLException {
        List<Parameters> elements = waiting.taken();
        try {
            return elements.size() == 1 ? runOnly(elements.get(0)) : runTogether(elements);
        } catch (SQLException e) {
            throw Waiting.failed(e, elements.size());
        }
    }

    private long[] runOnly(Parameters only) throws SQLException {
        Parameters next = parameters;
        parameters = only;
        try {
            delegate.clearParameters();
            parameters.repeat(delegate, shift());
            long count = run(PreparedStatement::executeLargeUpdate, Carried::largeUpdate);
            delegate.getMoreResults(KEEP_CURRENT_RESULT); // after a batch there are none
            return new long[] {count};
        } finally {
            parameters = next;
            delegate.clearParameters();
            parameters.repeat(delegate, shift());
        }
    }

    private long[] runTogether(List<Parameters> elements) throws SQLException {
        forgetKeys();
        carry(elements.size());
        Waiting.setOn(delegate, elements, shift(), batchText().parameters());
        return binding().carried(delegate, new Following(sql, true, false), Carried.updates(elements.size()));
    }

    @Override
    final boolean batchMayUndoBind() {
        return text.mayUndoBind();
    }

    /** Asked of a statement of its own while a bind is carried, because the driver would describe the bind. */
    @Override
    public final @Nullable ResultSetMetaData getMetaData() throws SQLException {
        if (copies == 0) {
            return delegate.getMetaData();
        }
        try (PreparedStatement plain = prepare.apply(sql)) {
            return plain.getMetaData();
        }
    }

    @Override
    public final ParameterMetaData getParameterMetaData() throws SQLException {
        if (copies == 0) {
            return delegate.getParameterMetaData();
        }
        try (PreparedStatement plain = prepare.apply(sql)) {
            return plain.getParameterMetaData();
        }
    }

    private <T> T run(SqlStep<PreparedStatement, T> work, Carried<T> asked) throws SQLException {
        try {
            boolean due = binding().due() && text.needsClaims();
            forgetKeys();
            carry(due && canCarry() && !mixesUpKeys() ? 1 : 0);
            boolean declared = parameters.areDeclared();
            boolean repeatable = parameters.settle(delegate, shift()) && !text.mayUndoBind();
            if (copies > 0) {
                Following following = new Following(sql, repeatable, declared);
                return binding().carried(delegate, following, wantedKeys.isEmpty() ? asked : keepingKeys(asked));
            }
            return due ? alone(() -> work.apply(delegate)) : binding().plain(() -> work.apply(delegate));
        } finally {
            if (text.mayUndoBind()) {
                binding().forget();
            }
        }
    }

    boolean canCarry() throws SQLException {
        return !bindsAlone()
                && text.needsClaims()
                && (wantedKeys.isEmpty() || (text.isChange() && binding().isOfPostgres()));
    }

    private boolean mixesUpKeys() throws SQLException {
        return !wantedKeys.isEmpty() && stopsAfterOneRow();
    }

    private int shift() {
        return copies > 0 ? binding().bind().parameters() : 0;
    }

    @Override
    final Statement plainDelegate() throws SQLException {
        carry(0);
        if (waiting.size() > 0) {
            waiting.moveTo(delegate);
            parameters.repeat(delegate, 0);
        }
        return delegate;
    }

    /** Goes on with a statement that carries a bind, or with one that does not, closed if it was; what was set is set again. */
    private void carry(int copiesBehindBind) throws SQLException {
        if (copiesBehindBind == copies) {
            return;
        }
        PreparedStatement last = delegate;
        delegate = prepared(copiesBehindBind);
        copies = copiesBehindBind;
        if (goOn(delegate, last)) {
            parameters.repeat(delegate, shift());
        }
    }

    @Override
    public String toString() {
        return super.toString() + " [" + sql + "]";
    }
}
