package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Locale;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmJoinType;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.from.SqmCrossJoin;
import org.hibernate.query.sqm.tree.from.SqmJoin;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.from.PluralTableGroup;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.predicate.ExistsPredicate;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.jspecify.annotations.Nullable;

/**
 * Translates a statement in whose joins filters hold. Hibernate filters nothing that is cross joined, and filters what is
 * right or full joined in the condition of the join, where it keeps no row away.
 */
class PolicyTranslator<T extends Statement> extends StandardSqmTranslator<T> {

    private final ProtectedUnit unit;

    PolicyTranslator(
            ProtectedUnit unit,
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        super(statement, options, parameters, bindings, influencers, context, deduplicate);
        this.unit = unit;
    }

    @Override
    protected TableGroup consumeExplicitJoin(
            SqmJoin<?, ?> join, TableGroup left, TableGroup owner, boolean transitive) {
        TableGroup table = super.consumeExplicitJoin(join, left, owner, transitive);
        keepElements(table);
        EntityPersister joined = persister(table.getModelPart());
        ProtectedEntity entity = joined == null ? null : unit.entity(joined);
        if (joined == null || entity == null) {
            return table;
        }
        if (join instanceof SqmCrossJoin) {
            joined.applyBaseRestrictions(
                    this::restrict, table, true, getLoadQueryInfluencers().getEnabledFilters(), false, null, this);
        } else if (isOuter(join) && !databaseChecks()) {
            throw Messages.outerJoin(entity, join.getSqmJoinType().name().toLowerCase(Locale.ROOT));
        }
        return table;
    }

    /**
     * Hibernate leaves out the table of a collection's elements where the query reads their keys alone, and with it the
     * filters that stand in the condition of that join.
     */
    private void keepElements(TableGroup table) {
        if (table instanceof PluralTableGroup plural
                && plural.getElementTableGroup() != null
                && plural.getModelPart()
                        .getCollectionDescriptor()
                        .isAffectedByEnabledFilters(getLoadQueryInfluencers(), false)) {
            plural.getElementTableGroup().getPrimaryTableReference();
        }
    }

    /** The subquery reads the collection. */
    @Override
    public Object visitIsEmptyPredicate(SqmEmptinessPredicate predicate) {
        Object exists = super.visitIsEmptyPredicate(predicate);
        QuerySpec subquery =
                ((ExistsPredicate) exists).getExpression().getQueryPart().getFirstQuerySpec();
        subquery.getFromClause().getRoots().forEach(this::keepElements);
        return exists;
    }

    @Override
    public Expression visitFunction(SqmFunction<?> function) {
        Expression expression = super.visitFunction(function);
        return !databaseChecks()
                        && HiddenSql.mayBeIn(
                                function,
                                getLoadQueryInfluencers()
                                        .getSessionFactory()
                                        .getQueryEngine()
                                        .getSqmFunctionRegistry())
                ? HiddenSql.marked(function, expression)
                : expression;
    }

    private static boolean isOuter(SqmJoin<?, ?> join) {
        return join.getSqmJoinType() == SqmJoinType.RIGHT || join.getSqmJoinType() == SqmJoinType.FULL;
    }

    private static @Nullable EntityPersister persister(ModelPart part) {
        ModelPart element = part instanceof PluralAttributeMapping plural ? plural.getElementDescriptor() : part;
        return element instanceof EntityValuedModelPart entity
                ? entity.getEntityMappingType().getEntityPersister()
                : null;
    }

    /** Has the statement's rows satisfy something more. */
    final void restrict(Predicate predicate) {
        additionalRestrictions = Predicate.combinePredicates(additionalRestrictions, predicate);
    }

    /** Whether the database keeps rows away by itself. */
    final boolean databaseChecks() {
        return unit.databaseDecides();
    }
}
