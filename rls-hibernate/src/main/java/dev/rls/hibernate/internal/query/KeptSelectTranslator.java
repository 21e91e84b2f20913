package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.List;
import org.hibernate.query.spi.Limit;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryOptionsAdapter;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.jspecify.annotations.Nullable;

/** Translates a query for every session, or takes what is kept of it. */
final class KeptSelectTranslator extends PolicyTranslator<SelectStatement> {

    private final SqmSelectStatement<?> query;
    private final LentBindings bindings;
    private final List<@Nullable Object> types;
    private final KeptSelects others;
    private final @Nullable KeptSelect found;

    KeptSelectTranslator(
            ProtectedUnit unit,
            KeptSelects others,
            SqmSelectStatement<?> query,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            SqlAstCreationContext context) {
        this(unit, others, query, options, parameters, new LentBindings(bindings), context);
    }

    private KeptSelectTranslator(
            ProtectedUnit unit,
            KeptSelects others,
            SqmSelectStatement<?> query,
            QueryOptions options,
            DomainParameterXref parameters,
            LentBindings bindings,
            SqlAstCreationContext context) {
        super(unit, null, query, new Limits(options), parameters, bindings, others.influencers(), context, true);
        this.query = query;
        this.bindings = bindings;
        this.types = KeptSelects.types(parameters, bindings); // translating changes them
        this.others = others;
        this.found = others.find(query, types, options);
    }

    @Override
    public SqmTranslation<SelectStatement> translate() {
        if (found != null) {
            return found;
        }
        KeptSelect translated = new KeptSelect(query, types, super.translate(), others);
        bindings.giveBack();
        return translated;
    }

    /** Of the options of an execution those that another one may share; the others would be held by what is kept. */
    private static final class Limits extends QueryOptionsAdapter {

        private final @Nullable Limit limit;
        private final boolean scrolled;

        Limits(QueryOptions options) {
            Limit own = options.getLimit();
            limit = own == null ? null : own.makeCopy();
            scrolled = options.isScrollExecution();
        }

        @Override
        public @Nullable Limit getLimit() {
            return limit;
        }

        @Override
        public boolean isScrollExecution() {
            return scrolled;
        }
    }
}
