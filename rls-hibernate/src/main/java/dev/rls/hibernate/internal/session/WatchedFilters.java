package dev.rls.hibernate.internal.session;

import dev.rls.hibernate.internal.OpenedSql;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.inspect.TamperingInspector;
import org.hibernate.SessionEventListener;
import org.hibernate.audit.internal.AuditEntityLoaderImpl;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.internal.EmptyStatementInspector;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Refuses each statement of a session whose filters were switched off or whose SQL is rewritten, where no database decides: several identifiers,
 * natural identifiers and stateless sessions are loaded without an event that {@link EnabledFilters} could listen to.
 */
final class WatchedFilters implements SessionEventListener {

    private static final long serialVersionUID = 1L;

    private static final StackWalker STACK = StackWalker.getInstance();

    private final transient SharedSessionContractImplementor session;
    private final transient ProtectedUnit unit;

    WatchedFilters(SharedSessionContractImplementor session, ProtectedUnit unit) {
        this.session = session;
        this.unit = unit;
    }

    @Override
    public void jdbcPrepareStatementStart() {
        if (session.isClosed()) {
            return; // a child that ended before its parent
        }
        EnabledFilters.require(session.getLoadQueryInfluencers());
        if (unit.isAudited() && isFoundByAuditLog()) {
            OpenedSql.require("AuditLog.find(..), which no filter restricts (find it in a session atChangeset(..)),");
        }
        StatementInspector inspector = session.getJdbcSessionContext().getStatementInspector();
        if (inspector != null
                && !(inspector instanceof TamperingInspector)
                && !(inspector instanceof EmptyStatementInspector)) {
            OpenedSql.require("a statement of a session with a StatementInspector of its own, which may rewrite it,");
        }
    }

    /** Its statements are made without a session, so they have no filters; it runs them in a child of the session. */
    private static boolean isFoundByAuditLog() {
        String loader = AuditEntityLoaderImpl.class.getName();
        return STACK.walk(
                frames -> frames.anyMatch(frame -> frame.getClassName().equals(loader)));
    }
}
