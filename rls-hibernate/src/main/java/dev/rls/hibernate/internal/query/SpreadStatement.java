package dev.rls.hibernate.internal.query;

import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.domain.SqmBasicValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmElementAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmEmbeddedValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmEntityValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmIndexAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmCollectionSize;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmMemberOfPredicate;
import org.hibernate.query.sqm.tree.select.SqmQuerySpec;

/**
 * What a statement, translated by Hibernate alone because it is spread over several others, reads beside the entity it writes
 * and what that refers to: by a query within, by a collection, or by SQL that something may hide.
 */
final class SpreadStatement extends BaseSemanticQueryWalker {

    private final SqmFunctionRegistry functions;
    private boolean reads;
    private boolean joins;

    private SpreadStatement(SqmFunctionRegistry functions) {
        this.functions = functions;
    }

    static SpreadStatement of(SqmDmlStatement<?> statement, SqmFunctionRegistry functions) {
        SpreadStatement spread = new SpreadStatement(functions);
        statement.accept(spread);
        return spread;
    }

    boolean reads() {
        return reads;
    }

    /** Whether it follows a reference, to a row that is filtered like the one it writes. */
    boolean joins() {
        return joins;
    }

    @Override
    public Object visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
        return followed(path);
    }

    @Override
    public Object visitEmbeddableValuedPath(SqmEmbeddedValuedSimplePath<?> path) {
        return followed(path);
    }

    @Override
    public Object visitEntityValuedPath(SqmEntityValuedSimplePath<?> path) {
        return followed(path);
    }

    private Object followed(SqmPath<?> path) {
        for (SqmPath<?> from = path.getLhs(); from != null; from = from.getLhs()) {
            joins |= from instanceof SqmEntityValuedSimplePath;
        }
        return path;
    }

    private Object found(Object node) {
        reads = true;
        return node;
    }

    @Override
    public Object visitQuerySpec(SqmQuerySpec<?> query) {
        return found(query);
    }

    @Override
    public Object visitIsEmptyPredicate(SqmEmptinessPredicate predicate) {
        return found(predicate);
    }

    @Override
    public Object visitMemberOfPredicate(SqmMemberOfPredicate predicate) {
        return found(predicate);
    }

    @Override
    public Object visitPluralAttributeSizeFunction(SqmCollectionSize size) {
        return found(size);
    }

    @Override
    public Object visitElementAggregateFunction(SqmElementAggregateFunction<?> aggregate) {
        return found(aggregate);
    }

    @Override
    public Object visitIndexAggregateFunction(SqmIndexAggregateFunction<?> aggregate) {
        return found(aggregate);
    }

    @Override
    public Object visitCollation(SqmCollation collation) {
        return found(collation);
    }

    @Override
    public Object visitFunction(SqmFunction<?> function) {
        return HiddenSql.mayBeIn(function, functions) ? found(function) : super.visitFunction(function);
    }
}
