package dev.rls.hibernate.internal.session;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Objects;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * What statements are translated with that every session may run. Hibernate keeps no translated statement while a filter is
 * enabled, because the filter's values are in it, and ours are enabled always. But they are bound from the claims of the session
 * that runs a statement, so one that is translated for a session without claims is good for each whose filters are ours alone.
 */
public final class EverySession {

    private final ProtectedUnit unit;
    private final LoadQueryInfluencers influencers;

    /**
     * For the sessions of a factory.
     *
     * @param factory one with protected entities, when its filters are defined
     */
    public EverySession(SessionFactoryImplementor factory) {
        unit = ProtectedUnit.required(factory);
        influencers = new LoadQueryInfluencers(factory);
        influencers
                .enableFilter(TenantIdBinder.FILTER_NAME)
                .setParameter(TenantIdBinder.PARAMETER_NAME, unit.identifier(null));
        influencers.enableFilter(PolicyFilter.SELECT);
    }

    /** With our filters, for no tenant; to be read only, because threads share it. */
    public LoadQueryInfluencers influencers() {
        return influencers;
    }

    /** Whether a statement is translated for this session as it is for any other. */
    public boolean isLike(LoadQueryInfluencers session) {
        return session.getEnabledFilterNames().equals(PolicyFilter.OURS)
                && isOfItsScope(session)
                && !session.hasEnabledFetchProfiles()
                && !session.hasEnabledCascadingFetchProfile()
                && session.getEffectiveEntityGraph().getSemantic() == null
                && session.getTemporalIdentifier() == null
                && session.getBatchSize() == influencers.getBatchSize()
                && session.getSubselectFetchEnabled() == influencers.getSubselectFetchEnabled();
    }

    /** A tenant that somebody has set is to be seen when it is bound, and refused. */
    private boolean isOfItsScope(LoadQueryInfluencers session) {
        Object tenant = Objects.requireNonNull(session.getEnabledFilter(TenantIdBinder.FILTER_NAME))
                .getParameterValue(TenantIdBinder.PARAMETER_NAME);
        return unit.identifier(ClaimsScope.current()).equals(tenant);
    }
}
