package dev.rls.hibernate.paths;

import dev.rls.RlsException;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Tenants;
import java.sql.SQLException;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * One run of a path as acme.
 *
 * @param reached whether the row was seen, told of or changed
 * @param failure what it ended with, or null
 */
record Attempt(boolean reached, @Nullable Throwable failure) {

    static Attempt of(Path path, World world, Whose whose) throws SQLException {
        String seen = "";
        Throwable failure = null;
        SessionFactory factory = world.factory(path.unit());
        try {
            seen = ClaimsScope.<String, Exception>call(
                    Tenants.ACME, () -> Seen.in(path.body().run(factory, whose)));
        } catch (Exception e) {
            failure = e;
        }
        Set<String> rows = world.rows();
        boolean changed = whose == Whose.GLOBEX ? world.foreignChanged(rows) : world.changed(rows);
        if (!world.isSeeded(rows)) {
            world.reset();
        }
        return new Attempt(seen.contains(whose.mark()) || changed || tells(failure, whose), failure);
    }

    /** An error message that shows the row. */
    private static boolean tells(@Nullable Throwable failure, Whose whose) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(whose.named())) {
                return true;
            }
        }
        return false;
    }

    /** The type of what it failed with, and the code if it has one. */
    @Nullable
    String refusal() {
        String innermost = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RlsException e) {
                return e.code();
            }
            innermost = cause.getClass().getSimpleName()
                    + (cause instanceof SQLException sql ? " " + sql.getSQLState() : "");
        }
        return innermost;
    }
}
