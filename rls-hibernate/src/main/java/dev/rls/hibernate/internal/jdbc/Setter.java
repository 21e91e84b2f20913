package dev.rls.hibernate.internal.jdbc;

import java.lang.invoke.MethodHandle;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A call that gave a statement something, kept so that it can be repeated on another. */
@FunctionalInterface
interface Setter<S extends Statement> {

    /** Repeats the call; what is a parameter of the SQL goes to its index plus the shift. */
    void set(S target, int shift) throws SQLException;

    static <S extends Statement> Setter<S> of(MethodHandle method, @Nullable Object[] arguments, boolean indexed) {
        @Nullable Object[] given = new Object[arguments.length];
        for (int i = 0; i < given.length; i++) { // for each parameter of each statement, so no stream
            given[i] = Snapshot.of(arguments[i]);
        }
        return (target, shift) -> {
            Object[] call = new Object[given.length + 1];
            call[0] = target;
            System.arraycopy(given, 0, call, 1, given.length);
            if (indexed) {
                call[1] = (int) call[1] + shift;
            }
            try {
                method.invokeWithArguments(call);
            } catch (SQLException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
