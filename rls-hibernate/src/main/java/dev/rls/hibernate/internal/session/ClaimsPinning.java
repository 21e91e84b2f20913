package dev.rls.hibernate.internal.session;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.SessionClaims;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.connection.ClaimsHandover;
import org.hibernate.engine.extension.spi.ExtensionIntegration;
import org.hibernate.engine.extension.spi.ExtensionIntegrationContext;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Pins the claims of the scope to each session while it is constructed. Found by ServiceLoader. */
public final class ClaimsPinning implements ExtensionIntegration<SessionClaims> {

    @Override
    public Class<SessionClaims> getExtensionType() {
        return SessionClaims.class;
    }

    @Override
    public SessionClaims createExtension(ExtensionIntegrationContext context) {
        SharedSessionContractImplementor session = context.getSession();
        Claims claims = ClaimsScope.current();
        ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
        if (unit != null) {
            if (!unit.identifier(claims).equals(session.getTenantIdentifierValue())) {
                throw Messages.sessionOfAnotherTenant();
            }
            OpeningSession.is(session);
            session.getEventListenerManager().addListener(new ClaimsHandover(claims));
            if (!unit.databaseDecides()) {
                // a child session that shares the connection prepares its statements by its parent
                SharedSessionContractImplementor preparing = (SharedSessionContractImplementor)
                        session.getJdbcCoordinator().getJdbcSessionOwner();
                preparing.getEventListenerManager().addListener(new WatchedFilters(session, unit));
            }
        }
        return new SessionClaims(claims);
    }
}
