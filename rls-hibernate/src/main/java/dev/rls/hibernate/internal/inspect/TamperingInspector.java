package dev.rls.hibernate.internal.inspect;

import dev.rls.hibernate.internal.Messages;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * Refuses statements that tamper with the context, roles or row security, as they are prepared. A tripwire and not the
 * boundary: a session can have an inspector of its own instead, and SQL can be hidden from any reader of its text. The
 * boundary is the database, which takes a context only with its seal and lets the application's role change no policy.
 */
public final class TamperingInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;

    /** What it makes of a statement is what is looked at. */
    private final @Nullable StatementInspector next;

    /**
     * Comes after another inspector.
     *
     * @param next the inspector the user configured, if any
     */
    public TamperingInspector(@Nullable StatementInspector next) {
        this.next = next;
    }

    @Override
    public String inspect(String sql) {
        String replaced = next == null ? sql : next.inspect(sql);
        String statement = replaced == null ? sql : replaced;
        String tampering = TamperingSql.in(statement);
        if (tampering != null) {
            throw Messages.tamperedSql(tampering);
        }
        return statement;
    }
}
