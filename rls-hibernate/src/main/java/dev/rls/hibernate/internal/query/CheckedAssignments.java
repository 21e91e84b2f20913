package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.RowCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.update.Assignment;

/** Lets the first value that a statement assigns be assigned only to rows that the policies admit afterwards. */
final class CheckedAssignments {

    private final ProtectedEntity entity;
    private final SessionFactoryImplementor factory;
    private final RowCheck check;
    private final String alias;

    CheckedAssignments(ProtectedEntity entity, SessionFactoryImplementor factory, TableGroup table) {
        this.entity = entity;
        this.factory = factory;
        this.check = Objects.requireNonNull(ProtectedUnit.of(factory)).check(entity, Operation.UPDATE);
        this.alias = table.getPrimaryTableReference().getIdentificationVariable();
    }

    List<Assignment> of(List<Assignment> assignments) {
        Map<String, Expression> assigned = new HashMap<>();
        assignments.forEach(assignment -> collect(assignment, assigned));
        List<RowCheck.Part> open = check.parts().stream()
                .filter(part -> !part.held() || !Collections.disjoint(part.reads(), assigned.keySet()))
                .toList();
        if (open.isEmpty()) {
            return assignments;
        }
        if (!RejectedRows.canSignal(factory.getJdbcServices().getDialect())) {
            throw Messages.updateByQuery(entity);
        }
        List<Assignment> checked = new ArrayList<>(assignments);
        checked.set(0, checked(assignments.get(0), open, assigned));
        return checked;
    }

    private Assignment checked(Assignment assignment, List<RowCheck.Part> open, Map<String, Expression> assigned) {
        Expression value = assignment.getAssignedValue();
        String column = check.compiledName(
                assignment.getAssignable().getColumnReferences().get(0).getColumnExpression());
        SqlTuple tuple = SqlTupleContainer.getSqlTuple(value);
        Expression first = tuple == null ? value : tuple.getExpressions().get(0);
        CheckedValue checked =
                new CheckedValue(entity.entityName(), Operation.UPDATE, column, first, open, check, assigned, alias);
        if (tuple == null) {
            return new Assignment(assignment.getAssignable(), checked);
        }
        List<Expression> values = new ArrayList<>(tuple.getExpressions());
        values.set(0, checked);
        return new Assignment(assignment.getAssignable(), new SqlTuple(values, tuple.getExpressionType()));
    }

    private void collect(Assignment assignment, Map<String, Expression> assigned) {
        List<ColumnReference> columns = assignment.getAssignable().getColumnReferences();
        SqlTuple tuple = SqlTupleContainer.getSqlTuple(assignment.getAssignedValue());
        for (int i = 0; i < columns.size(); i++) {
            Expression value = tuple == null
                    ? assignment.getAssignedValue()
                    : tuple.getExpressions().get(i);
            assigned.put(check.compiledName(columns.get(i).getColumnExpression()), value);
        }
    }
}
