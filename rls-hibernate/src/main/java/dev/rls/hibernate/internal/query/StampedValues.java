package dev.rls.hibernate.internal.query;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sqm.sql.BaseSqmToSqlAstConverter.AdditionalInsertValues;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.insert.Values;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.results.internal.SqlSelectionImpl;

/** What Hibernate adds to the values of an insert by query, and the tenant after that. */
final class StampedValues extends AdditionalInsertValues {

    private final AdditionalInsertValues others;
    private final Expression tenant;

    StampedValues(AdditionalInsertValues others, Expression tenant) {
        super(null, null, null, null);
        this.others = others;
        this.tenant = tenant;
    }

    @Override
    public void applyValues(Values values) {
        others.applyValues(values);
        values.getExpressions().add(tenant);
    }

    @Override
    public boolean applySelections(QuerySpec select, SessionFactoryImplementor factory) {
        boolean numbered = others.applySelections(select, factory);
        select.getSelectClause().addSqlSelection(new SqlSelectionImpl(tenant));
        return numbered;
    }
}
