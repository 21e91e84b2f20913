package dev.rls.hibernate.internal.query;

import static org.hibernate.cfg.QuerySettings.QUERY_PLAN_CACHE_MAX_SIZE;
import static org.hibernate.query.spi.QueryEngine.DEFAULT_QUERY_PLAN_MAX_COUNT;

import dev.rls.hibernate.internal.session.EverySession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.internal.util.config.ConfigurationHelper;
import org.hibernate.query.spi.Limit;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.hibernate.query.sqm.SqmQuerySource;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.jspecify.annotations.Nullable;

/**
 * The translated queries of a session factory that {@link EverySession} may run. The conditions, and how many are kept, are those
 * of Hibernate for what it keeps without filters: see {@code org.hibernate.query.sqm.internal.SqmInterpretationsKey}.
 */
final class KeptSelects {

    private final EverySession sessions;
    private final Map<Query, KeptSelect> kept = new ConcurrentHashMap<>();
    private final int most;

    KeptSelects(SessionFactoryImplementor factory) {
        sessions = new EverySession(factory);
        most = factory.getQueryEngine().getInterpretationCache().isEnabled()
                ? ConfigurationHelper.getInt(
                        QUERY_PLAN_CACHE_MAX_SIZE, factory.getProperties(), DEFAULT_QUERY_PLAN_MAX_COUNT)
                : 0;
    }

    /** With which a query is translated that is to be kept. */
    LoadQueryInfluencers influencers() {
        return sessions.influencers();
    }

    /** Whether a query is translated for this session and with these options as it is for any other. */
    boolean mayKeep(
            SqmSelectStatement<?> query,
            QueryOptions options,
            DomainParameterXref parameters,
            LoadQueryInfluencers session) {
        return most > 0
                && query.getQuerySource() == SqmQuerySource.HQL
                && isPlain(options)
                && tellsItsLimit(options)
                && sessions.isLike(session)
                && parameters.getQueryParameters().keySet().stream()
                        .noneMatch(QueryParameterImplementor::allowsMultiValuedBinding);
    }

    private static boolean isPlain(QueryOptions options) {
        return !Boolean.FALSE.equals(options.getQueryPlanCachingEnabled())
                && !Boolean.TRUE.equals(options.isLimitInMemoryEnabled())
                && options.getAppliedGraph()
                        != null // what has none is a count of results, which is made anew each time
                && options.getAppliedGraph().getSemantic() == null
                && (options.getLockOptions() == null || options.getLockOptions().isEmpty());
    }

    /**
     * A limit over fetched collections is taken out of the options again, but decides what is translated: the statement limits
     * a subquery. Nothing tells that one without it does not.
     */
    private static boolean tellsItsLimit(QueryOptions options) {
        Limit limit = options.peekOriginalLimit();
        return limit == null || limit.isEmpty() || options.hasLimit();
    }

    /** Of which types values were bound. Where the query does not say what it wants, it is translated for these. */
    static List<@Nullable Object> types(DomainParameterXref parameters, QueryParameterBindings bindings) {
        List<@Nullable Object> types = new ArrayList<>();
        for (QueryParameterImplementor<?> parameter :
                parameters.getQueryParameters().keySet()) {
            QueryParameterBinding<?> binding = bindings.getBinding(parameter);
            types.add(binding.getBindType());
            types.add(binding.getExplicitTemporalPrecision());
        }
        return types;
    }

    /** What is kept of a query for parameters of these types and can be run with these options, or null. */
    @Nullable
    KeptSelect find(SqmSelectStatement<?> query, List<@Nullable Object> types, QueryOptions options) {
        KeptSelect found = kept.get(new Query(query, types));
        return found != null && Objects.requireNonNull(found.sql()).isCompatibleWith(null, options) ? found : null;
    }

    void keep(KeptSelect select) {
        if (kept.size() >= most) {
            kept.clear();
        }
        kept.put(new Query(select.query(), select.bound()), select);
    }

    /** Hibernate keeps one for each text, and forgets the types. */
    private record Query(SqmSelectStatement<?> statement, List<@Nullable Object> types) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Query query && query.statement == statement && query.types.equals(types);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(statement) + types.hashCode();
        }
    }
}
