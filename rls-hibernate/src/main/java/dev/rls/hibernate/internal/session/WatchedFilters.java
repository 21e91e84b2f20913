package dev.rls.hibernate.internal.session;

import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Refuses each statement of a session whose filters were switched off, where no database decides: several identifiers,
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
    }
}
