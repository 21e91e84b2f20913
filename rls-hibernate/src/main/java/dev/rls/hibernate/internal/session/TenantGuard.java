package dev.rls.hibernate.internal.session;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.SessionClaims;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.TenantClaim;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** What must hold whenever a session touches a protected entity. */
public final class TenantGuard {

    private TenantGuard() {}

    /**
     * What is bound for a filter that was enabled with a tenant: the session's own, which it must be, unless it was enabled for no
     * session, so that what is translated with it is good for all.
     */
    static Object bound(SharedSessionContractImplementor session, Object tenant) {
        Object own = tenant(session);
        if (!own.equals(tenant)
                && !ProtectedUnit.required(session.getFactory())
                        .identifier(null)
                        .equals(tenant)) {
            throw Messages.filterOfAnotherTenant();
        }
        return own;
    }

    /** The session must have claims, and they must name a tenant. */
    static void check(SharedSessionContractImplementor session) {
        Claims pinned = claims(session);
        TenantClaim tenant =
                Objects.requireNonNull(ProtectedUnit.of(session.getFactory())).tenant();
        if (tenant != null && tenant.none().equals(session.getTenantIdentifierValue())) {
            tenant.require(pinned);
        }
    }

    /** The session must have claims, and the scope must still be the one in which it was opened, or have ended. */
    public static Claims claims(SharedSessionContractImplementor session) {
        Claims pinned = SessionClaims.of(session).claims();
        Claims current = ClaimsScope.current();
        if (pinned == null) {
            throw current == null ? Messages.noClaims() : Messages.scopeOpenedAfterSession();
        }
        if (current != null && !current.equals(pinned)) {
            throw Messages.scopeChanged();
        }
        return pinned;
    }

    /** The tenant of a session that has one. */
    public static Object tenant(SharedSessionContractImplementor session) {
        check(session);
        return session.getTenantIdentifierValue();
    }
}
