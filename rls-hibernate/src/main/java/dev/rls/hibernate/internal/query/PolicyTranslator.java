package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.internal.FilterImpl;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.sql.internal.CollectionFetchPaginationQueryTransformer;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmJoinType;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.cte.SqmCteStatement;
import org.hibernate.query.sqm.tree.cte.SqmCteTableColumn;
import org.hibernate.query.sqm.tree.domain.SqmCteRoot;
import org.hibernate.query.sqm.tree.domain.SqmDerivedRoot;
import org.hibernate.query.sqm.tree.domain.SqmFunctionRoot;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.expression.SqmSetReturningFunction;
import org.hibernate.query.sqm.tree.from.SqmCrossJoin;
import org.hibernate.query.sqm.tree.from.SqmCteJoin;
import org.hibernate.query.sqm.tree.from.SqmDerivedJoin;
import org.hibernate.query.sqm.tree.from.SqmFrom;
import org.hibernate.query.sqm.tree.from.SqmFunctionJoin;
import org.hibernate.query.sqm.tree.from.SqmJoin;
import org.hibernate.query.sqm.tree.from.SqmRoot;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.query.sqm.tree.select.SqmSelectQuery;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.hibernate.sql.ast.SqlAstJoinType;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.cte.CteStatement;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.from.PluralTableGroup;
import org.hibernate.sql.ast.tree.from.QueryPartTableReference;
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

    /** Of set-returning functions whose columns nobody names. */
    private static final Set<String> HIBERNATES_COLUMNS =
            Set.of(CollectionPart.Nature.ELEMENT.getName(), CollectionPart.Nature.INDEX.getName());

    private final ProtectedUnit unit;
    private final @Nullable SqmDmlStatement<?> mutation;

    /**
     * @param mutation whose rows the statement looks for or writes; null if none
     */
    PolicyTranslator(
            ProtectedUnit unit,
            @Nullable SqmDmlStatement<?> mutation,
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        super(statement, options, parameters, bindings, influencers, context, deduplicate);
        this.unit = unit;
        this.mutation = mutation;
    }

    @Override
    public SqmTranslation<T> translate() {
        try {
            return super.translate();
        } catch (UnsupportedOperationException e) {
            throw isOfPagedCollection(e) ? Messages.pagedCollection(e) : e;
        }
    }

    /** What limits a query that fetches collections moves their joins out of a subquery, and their conditions with them. */
    private static boolean isOfPagedCollection(UnsupportedOperationException refusal) {
        return Arrays.stream(refusal.getStackTrace())
                .anyMatch(frame ->
                        frame.getClassName().equals(CollectionFetchPaginationQueryTransformer.class.getName()));
    }

    /** What is to be updated or deleted satisfies the policies of that too. */
    @Override
    @SuppressWarnings("ReferenceEquality") // a subquery over the same entity is equal, but not the target
    protected void consumeFromClauseRoot(SqmRoot<?> root) {
        if (!databaseChecks()) {
            checkSource(root);
        }
        super.consumeFromClauseRoot(root);
        if (mutation == null || root != mutation.getTarget()) {
            return;
        }
        EntityPersister persister =
                getCreationContext().getMappingMetamodel().getEntityDescriptor(root.getEntityName());
        if (unit.entity(persister) != null) {
            TableGroup table = getFromClauseAccess().getTableGroup(root.getNavigablePath());
            String filter =
                    PolicyFilter.name(mutation instanceof SqmUpdateStatement ? Operation.UPDATE : Operation.DELETE);
            FilterImpl enabled =
                    new FilterImpl(getLoadQueryInfluencers().getSessionFactory().getFilterDefinition(filter));
            persister.applyFilterRestrictions(this::restrict, table, true, Map.of(filter, enabled), false, this);
        }
    }

    @Override
    protected TableGroup consumeExplicitJoin(
            SqmJoin<?, ?> join, TableGroup left, TableGroup owner, boolean transitive) {
        if (!databaseChecks()) {
            checkSource(join);
        }
        TableGroup table = super.consumeExplicitJoin(join, left, owner, transitive);
        keepElements(table);
        if (!databaseChecks() && join instanceof SqmDerivedJoin<?> derived && derived.isLateral()) {
            checkLateral(table);
        }
        EntityPersister joined = persister(table.getModelPart());
        ProtectedEntity entity = joined == null ? null : unit.entity(joined);
        if (joined != null && entity != null && join instanceof SqmCrossJoin) {
            // Hibernate does not filter a cross join that is written
            joined.applyBaseRestrictions(
                    this::restrict, table, true, getLoadQueryInfluencers().getEnabledFilters(), false, null, this);
        } else if (entity != null && join.getSqmJoinType() == SqmJoinType.CROSS) {
            // Hibernate filters it in a condition, which a cross join has none of
            Objects.requireNonNull(left.findTableGroupJoin(table)).setJoinType(SqlAstJoinType.INNER);
        } else if (isOuter(join) && !databaseChecks()) {
            refuseOuter(join, owner(table.getModelPart()));
        }
        return table;
    }

    /**
     * Where a database has no lateral joins Hibernate joins the subquery without its conditions, and compares the values of the
     * rows with those that satisfy them: hidden rows of the same values stay.
     */
    private void checkLateral(TableGroup table) {
        if (!getDialect().supportsLateral()
                && table.getPrimaryTableReference() instanceof QueryPartTableReference subquery) {
            subquery.getStatement()
                    .getQueryPart()
                    .visitQuerySpecs(
                            query -> query.getFromClause().visitRoots(root -> refuseLateral(root.getModelPart())));
        }
    }

    private void refuseLateral(ModelPart part) {
        ProtectedEntity entity = owner(part);
        if (entity != null) {
            throw Messages.lateralJoin(entity);
        }
    }

    private static void refuseOuter(SqmJoin<?, ?> join, @Nullable ProtectedEntity entity) {
        if (entity != null) {
            throw Messages.outerJoin(entity, join.getSqmJoinType().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Whose the rows are, or the values of a collection. */
    private @Nullable ProtectedEntity owner(ModelPart part) {
        EntityPersister persister = persister(part);
        ProtectedEntity entity = persister == null ? null : unit.entity(persister);
        return entity == null && part instanceof PluralAttributeMapping plural
                ? unit.entity(plural.findContainingEntityMapping().getEntityPersister())
                : entity;
    }

    private void checkSource(SqmFrom<?, ?> source) {
        if (isNamedByAlias(source) && source.getExplicitAlias() != null) {
            WrittenName.requirePlain(List.of(source.getExplicitAlias()), "an alias");
        }
        if (source instanceof SqmDerivedRoot<?> derived) {
            checkSelections(derived.getQueryPart());
        } else if (source instanceof SqmDerivedJoin<?> derived) {
            checkSelections(derived.getQueryPart());
        } else if (source instanceof SqmFunctionRoot<?> function) {
            checkColumns(function.getFunction());
        } else if (source instanceof SqmFunctionJoin<?> function) {
            checkColumns(function.getFunction());
        }
    }

    /** Others get an alias of Hibernate's, which it puts together from the name of the entity. */
    private static boolean isNamedByAlias(SqmFrom<?, ?> source) {
        return source instanceof SqmDerivedRoot<?>
                || source instanceof SqmDerivedJoin<?>
                || source instanceof SqmFunctionRoot<?>
                || source instanceof SqmFunctionJoin<?>
                || source instanceof SqmCteRoot<?>
                || source instanceof SqmCteJoin<?>;
    }

    private void checkSelections(SqmSelectQuery<?> query) {
        new DerivedSelections(unit, getCreationContext().getMappingMetamodel()).check(query.getQueryPart());
    }

    private static void checkColumns(SqmSetReturningFunction<?> function) {
        WrittenName.requirePlain(
                function.getType().getComponentNames().stream()
                        .filter(name -> !HIBERNATES_COLUMNS.contains(name))
                        .toList(),
                "a column of a function");
    }

    @Override
    public CteStatement visitCteStatement(SqmCteStatement<?> statement) {
        if (!databaseChecks()) {
            checkSelections(statement.getCteDefinition());
            WrittenName.requirePlain(List.of(statement.getCteTable().getCteName()), "a common table expression");
            WrittenName.requirePlain(
                    Stream.concat(
                                    statement.getCteTable().getColumns().stream()
                                            .map(SqmCteTableColumn::getColumnName),
                                    Stream.of(
                                                    statement.getSearchAttributeName(),
                                                    statement.getCycleMarkAttributeName(),
                                                    statement.getCyclePathAttributeName())
                                            .filter(Objects::nonNull))
                            .toList(),
                    "a column of a common table expression");
        }
        return super.visitCteStatement(statement);
    }

    @Override
    public Object visitCollation(SqmCollation collation) {
        if (!databaseChecks()) {
            WrittenName.requireCollation(collation.getLiteralValue());
        }
        return super.visitCollation(collation);
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
