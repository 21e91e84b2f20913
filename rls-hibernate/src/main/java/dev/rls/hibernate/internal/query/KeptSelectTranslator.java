package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.List;
import org.hibernate.query.spi.QueryOptions;
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
    private final List<@Nullable Object> types;
    private final KeptSelects others;

    KeptSelectTranslator(
            ProtectedUnit unit,
            KeptSelects others,
            SqmSelectStatement<?> query,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            SqlAstCreationContext context) {
        super(unit, null, query, options, parameters, bindings, others.influencers(), context, true);
        this.query = query;
        this.types = KeptSelects.types(parameters, bindings); // translating changes them
        this.others = others;
    }

    @Override
    public SqmTranslation<SelectStatement> translate() {
        KeptSelect found = others.find(query, types, getQueryOptions());
        return found != null ? found : new KeptSelect(query, types, super.translate(), others);
    }
}
