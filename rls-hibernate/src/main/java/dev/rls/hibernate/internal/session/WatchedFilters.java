package dev.rls.hibernate.internal.session;

import dev.rls.hibernate.internal.OpenedSql;
import dev.rls.hibernate.internal.inspect.TamperingInspector;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.internal.EmptyStatementInspector;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Refuses each statement of a session whose filters were switched off or whose SQL is rewritten, where no database decides: several identifiers,
 * natural identifiers and stateless sessions are loaded without an event that {@link EnabledFilters} could listen to.
 */
final class WatchedFilters implements SessionEventListener {

    private static final long serialVersionUID = 1L;

    private final transient SharedSessionContractImplementor session;

    WatchedFilters(SharedSessionContractImplementor session) {
        this.session = session;
    }

    @Override
    public void jdbcPrepareStatementStart() {
        EnabledFilters.require(session.getLoadQueryInfluencers());
        StatementInspector inspector = session.getJdbcSessionContext().getStatementInspector();
        if (inspector != null
                && !(inspector instanceof TamperingInspector)
                && !(inspector instanceof EmptyStatementInspector)) {
            OpenedSql.require("a statement of a session with a StatementInspector of its own, which may rewrite it,");
        }
    }
}
