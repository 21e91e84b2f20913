package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.OpenedSql;
import java.util.List;
import org.hibernate.ScrollMode;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.spi.ScrollableResultsImplementor;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.hibernate.sql.results.spi.ResultsConsumer;

/**
 * A native query that runs only where unprotected SQL was opened.
 *
 * @param plan Hibernate's own
 * @param <R> what it selects
 */
record OpenedPlan<R>(NativeSelectQueryPlan<R> plan) implements NativeSelectQueryPlan<R> {

    @Override
    public <T> T executeQuery(DomainQueryExecutionContext context, ResultsConsumer<T, R> consumer) {
        OpenedSql.require("a native query");
        return plan.executeQuery(context, consumer);
    }

    @Override
    public List<R> performList(DomainQueryExecutionContext context) {
        OpenedSql.require("a native query");
        return plan.performList(context);
    }

    @Override
    public ScrollableResultsImplementor<R> performScroll(ScrollMode mode, DomainQueryExecutionContext context) {
        OpenedSql.require("a native query");
        return plan.performScroll(mode, context);
    }
}
