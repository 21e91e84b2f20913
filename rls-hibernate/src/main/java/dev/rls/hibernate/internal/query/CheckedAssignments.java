package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.UpdateCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.update.Assignment;
import org.jspecify.annotations.Nullable;

/** Lets the first value that a statement assigns be assigned only to rows that the policies admit afterwards. */
final class CheckedAssignments {

    private final ProtectedEntity entity;
    private final SessionFactoryImplementor factory;
    private final UpdateCheck check;
    private final String alias;

    CheckedAssignments(ProtectedEntity entity, SessionFactoryImplementor factory, TableGroup table) {
        this.entity = entity;
        this.factory = factory;
        this.check = Objects.requireNonNull(ProtectedUnit.of(factory)).check(entity);
        this.alias = table.getPrimaryTableReference().getIdentificationVariable();
    }

    List<Assignment> of(List<Assignment> assignments) {
        Map<String, Expression> assigned = new HashMap<>();
        assignments.forEach(assignment -> collect(assignment, assigned));
        List<UpdateCheck.Part> open = check.parts().stream()
                .filter(part -> !part.held() || !Collections.disjoint(part.reads(), assigned.keySet()))
                .toList();
        if (open.isEmpty()) {
            return assignments;
        }
        if (!(factory.getJdbcServices().getDialect() instanceof H2Dialect)) {
            throw Messages.updateByQuery(entity);
        }
        List<Assignment> checked = new ArrayList<>(assignments);
        checked.set(0, checked(assignments.get(0), open, assigned));
        return checked;
    }

    private Assignment checked(Assignment assignment, List<UpdateCheck.Part> open, Map<String, Expression> assigned) {
        Expression value = assignment.getAssignedValue();
        String column = name(assignment.getAssignable().getColumnReferences().get(0));
        SqlTuple tuple = SqlTupleContainer.getSqlTuple(value);
        Expression first = tuple == null ? value : tuple.getExpressions().get(0);
        CheckedValue checked = new CheckedValue(entity.entityName(), column, first, open, check, assigned, alias);
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
            assigned.put(name(columns.get(i)), value);
        }
    }

    /** The name that was compiled. */
    private String name(ColumnReference column) {
        @Nullable String written = column.getColumnExpression();
        for (Map.Entry<String, UpdateCheck.Column> entry : check.columns().entrySet()) {
            if (entry.getValue().name().equals(written)) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException(written + " is no column of " + entity.entityName());
    }
}
