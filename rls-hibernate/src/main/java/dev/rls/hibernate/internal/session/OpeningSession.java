package dev.rls.hibernate.internal.session;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The session that the current thread is constructing. Hibernate enables auto-enabled filters in no stateless session, so
 * ours are enabled while the constructor sets the tenant: after the session's extensions are made, which is where we
 * learn of it, and after its own fields are there.
 */
public final class OpeningSession {

    private static final ThreadLocal<@Nullable SharedSessionContractImplementor> CURRENT = new ThreadLocal<>();

    private OpeningSession() {}

    static void is(SharedSessionContractImplementor session) {
        CURRENT.set(session);
    }

    /**
     * Enables a filter in the session that is being constructed, if one is.
     *
     * @param filter its name
     */
    public static void enable(String filter) {
        SharedSessionContractImplementor session = CURRENT.get();
        if (session != null) {
            CURRENT.remove();
            session.getLoadQueryInfluencers().enableFilter(filter);
        }
    }
}
