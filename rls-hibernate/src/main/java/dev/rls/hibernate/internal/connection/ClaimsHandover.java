package dev.rls.hibernate.internal.connection;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import org.hibernate.SessionEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Hands a session's claims to the connection provider, for one acquisition on one thread. Hibernate tells the provider
 * the tenant alone, but tells each session's listeners just before and after it asks.
 */
public final class ClaimsHandover implements SessionEventListener {

    private static final long serialVersionUID = 1L;

    private static final ThreadLocal<@Nullable ClaimsHandover> CURRENT = new ThreadLocal<>();

    private final transient @Nullable Claims claims;

    /**
     * Of one session.
     *
     * @param claims what the session holds, null if nothing
     */
    public ClaimsHandover(@Nullable Claims claims) {
        this.claims = claims;
    }

    /**
     * What the acquiring session handed over, or null if it has no claims. A session that acquires its connection while
     * it is constructed has not pinned any yet; it is about to pin those of the scope.
     */
    static @Nullable Claims claims() {
        ClaimsHandover handover = CURRENT.get();
        return handover == null ? ClaimsScope.current() : handover.claims;
    }

    @Override
    public void jdbcConnectionAcquisitionStart() {
        CURRENT.set(this);
    }

    @Override
    public void jdbcConnectionAcquisitionEnd() {
        CURRENT.remove();
    }
}
