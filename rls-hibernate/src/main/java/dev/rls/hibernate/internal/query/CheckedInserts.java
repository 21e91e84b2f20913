package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.RowCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.spi.SqlSelection;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;
import org.hibernate.sql.ast.tree.insert.InsertSelectStatement;
import org.hibernate.sql.ast.tree.insert.Values;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.results.internal.SqlSelectionImpl;
import org.jspecify.annotations.Nullable;

/** Lets the first value of each row that a statement inserts be there only for rows that the policies admit. */
final class CheckedInserts {

    private final ProtectedEntity entity;
    private final SessionFactoryImplementor factory;
    private final RowCheck check;
    private final List<RowCheck.Part> open;

    CheckedInserts(ProtectedEntity entity, SessionFactoryImplementor factory) {
        this.entity = entity;
        this.factory = factory;
        this.check = ProtectedUnit.required(factory).check(entity, Operation.INSERT);
        this.open = check.parts().stream().filter(part -> !part.held()).toList();
    }

    void check(InsertSelectStatement insert) {
        if (insert.getConflictClause() != null && insert.getConflictClause().isDoUpdate()) {
            throw Messages.insertByQuery(entity, "on a conflict it would change a row that may be another's");
        }
        if (open.isEmpty()) {
            return;
        }
        if (!RejectedRows.canSignal(factory.getJdbcServices().getDialect())) {
            throw Messages.insertByQuery(entity, "the dialect of this database is not known to fail for a row");
        }
        List<@Nullable String> columns = new ArrayList<>();
        insert.getTargetColumns().forEach(column -> columns.add(check.compiledName(column.getColumnExpression())));
        if (columns.get(0) == null) {
            throw Messages.insertByQuery(entity, "the first attribute it names is a subclass's own");
        }
        for (RowCheck.Part part : open) {
            for (String column : part.reads()) {
                if (!columns.contains(column)) {
                    throw Messages.insertByQuery(
                            entity,
                            "policy " + part.policy() + " asks for the column " + column
                                    + ", which the statement leaves to its default");
                }
            }
        }
        for (Values values : insert.getValuesList()) {
            Expression first = values.getExpressions().get(0);
            values.getExpressions().set(0, checked(first, values.getExpressions(), columns));
        }
        if (insert.getSourceSelectStatement() != null) {
            insert.getSourceSelectStatement().visitQuerySpecs(select -> check(select, columns));
        }
    }

    private void check(QuerySpec select, List<@Nullable String> columns) {
        List<SqlSelection> selections = select.getSelectClause().getSqlSelections();
        List<Expression> values =
                selections.stream().map(SqlSelection::getExpression).toList();
        selections.set(0, new SqlSelectionImpl(checked(values.get(0), values, columns)));
    }

    private Expression checked(Expression first, List<Expression> values, List<@Nullable String> columns) {
        Map<String, Expression> assigned = new HashMap<>();
        List<Expression> single = new ArrayList<>();
        for (Expression value : values) {
            SqlTuple tuple = SqlTupleContainer.getSqlTuple(value);
            if (tuple == null) {
                single.add(value);
            } else {
                single.addAll(tuple.getExpressions());
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column != null) {
                assigned.put(column, single.get(i));
            }
        }
        String column = Objects.requireNonNull(columns.get(0));
        Expression checked = new CheckedValue(
                entity.entityName(), Operation.INSERT, column, single.get(0), open, check, assigned, "");
        SqlTuple tuple = SqlTupleContainer.getSqlTuple(first);
        if (tuple == null) {
            return checked;
        }
        List<Expression> expressions = new ArrayList<>(tuple.getExpressions());
        expressions.set(0, checked);
        return new SqlTuple(expressions, tuple.getExpressionType());
    }
}
