package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.EnabledFilters;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.jspecify.annotations.Nullable;

/**
 * Translates HQL and Criteria: joins are filtered, statements that write a protected entity carry the policies of their operation, and none
 * is translated in a session whose filters were switched off. Hibernate makes one by the name of its class.
 */
public final class PolicyTranslatorFactory extends StandardSqmTranslatorFactory {

    private volatile @Nullable KeptSelects kept;

    @Override
    public SqmTranslator<SelectStatement> createSelectTranslator(
            SqmSelectStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        ProtectedUnit unit = ProtectedUnit.of(influencers.getSessionFactory());
        requireFilters(unit, influencers);
        if (unit == null) {
            return super.createSelectTranslator(
                    statement, options, parameters, bindings, influencers, context, deduplicate);
        }
        SqmDmlStatement<?> mutation = MutatedRows.current();
        KeptSelects selects = kept(influencers.getSessionFactory());
        return mutation == null && deduplicate && selects.mayKeep(statement, options, parameters, influencers)
                ? new KeptSelectTranslator(unit, selects, statement, options, parameters, bindings, context)
                : new PolicyTranslator<>(
                        unit, mutation, statement, options, parameters, bindings, influencers, context, deduplicate);
    }

    /** Made when first wanted: before that the filters are not there. Two at once do no harm. */
    private KeptSelects kept(SessionFactoryImplementor factory) {
        KeptSelects selects = kept;
        if (selects == null) {
            selects = new KeptSelects(factory);
            kept = selects;
        }
        return selects;
    }

    @Override
    public SqmTranslator<? extends MutationStatement> createMutationTranslator(
            SqmDmlStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context) {
        ProtectedUnit unit = ProtectedUnit.of(influencers.getSessionFactory());
        requireFilters(unit, influencers);
        if (unit == null) {
            return super.createMutationTranslator(statement, options, parameters, bindings, influencers, context);
        }
        ProtectedEntity target = unit.entity(context.getMappingMetamodel()
                .getEntityDescriptor(statement.getTarget().getEntityName()));
        return target == null
                ? new PolicyTranslator<MutationStatement>(
                        unit,
                        null,
                        (SqmStatement<?>) statement,
                        options,
                        parameters,
                        bindings,
                        influencers,
                        context,
                        false)
                : new MutationTranslator(unit, target, statement, options, influencers, parameters, bindings, context);
    }

    private static void requireFilters(@Nullable ProtectedUnit unit, LoadQueryInfluencers influencers) {
        if (unit != null) {
            EnabledFilters.require(influencers);
        }
    }
}
