package dev.rls.hibernate;

import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.Messages;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.extension.spi.Extension;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a session: those of the scope in which it was opened, pinned for its life. Every session has this
 * extension; {@link #claims()} is null where none was open.
 */
public final class SessionClaims implements Extension {

    private final @Nullable Claims claims;

    /**
     * For this library, which makes one with each session.
     *
     * @param claims the claims, or null if the session was opened outside any scope
     */
    public SessionClaims(@Nullable Claims claims) {
        this.claims = claims;
    }

    /**
     * The claims of a session.
     *
     * @param session a {@code Session} or {@code StatelessSession}
     * @return what it pinned when it was opened
     * @throws NoClaimsException RLS217, if the session was serialized and read back
     */
    public static SessionClaims of(SharedSessionContract session) {
        try {
            return ((SharedSessionContractImplementor) session).getExtension(SessionClaims.class);
        } catch (NullPointerException e) { // Hibernate keeps extensions in a transient field
            throw Messages.claimsLost();
        }
    }

    /**
     * The pinned claims.
     *
     * @return the claims, or null if the session was opened outside any scope
     */
    public @Nullable Claims claims() {
        return claims;
    }
}
