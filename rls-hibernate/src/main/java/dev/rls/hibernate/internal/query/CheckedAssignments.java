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
import org.hibernate.sql.ast.tree.from.TableReference;
import org.hibernate.sql.ast.tree.from.UnionTableReference;
import org.hibernate.sql.ast.tree.update.Assignment;
import org.jspecify.annotations.Nullable;

/** Lets one of the values that a statement assigns be assigned only to rows that the policies admit afterwards. */
final class CheckedAssignments {

    private final ProtectedEntity entity;
    private final SessionFactoryImplementor factory;
    private final RowCheck check;
    private final TableReference own;
    private final String alias;

    CheckedAssignments(ProtectedEntity entity, SessionFactoryImplementor factory, TableGroup table) {
        this.entity = entity;
        this.factory = factory;
        this.check = Objects.requireNonNull(ProtectedUnit.of(factory)).check(entity, Operation.UPDATE);
        String root = factory.getMappingMetamodel()
                .getEntityDescriptor(entity.entityName())
                .getRootTableName();
        TableReference named = table.getTableReference(table.getNavigablePath(), root, true);
        this.own = named == null ? table.getPrimaryTableReference() : named; // a table per class has all columns
        this.alias = own.getIdentificationVariable();
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
        List<Assignment> checked = new ArrayList<>(assignments);
        for (int i = 0; i < checked.size(); i++) {
            String column = compiledName(
                    checked.get(i).getAssignable().getColumnReferences().get(0));
            if (column != null && canBeChecked()) {
                checked.set(i, checked(checked.get(i), column, open, assigned));
                return checked;
            }
        }
        throw Messages.updateByQuery(entity);
    }

    private Assignment checked(
            Assignment assignment, String column, List<RowCheck.Part> open, Map<String, Expression> assigned) {
        Expression value = assignment.getAssignedValue();
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
            String column = compiledName(columns.get(i));
            if (column != null) {
                assigned.put(column, value);
            }
        }
    }

    /** Several tables per class are updated by as many statements, none of which has a name for all of them. */
    private boolean canBeChecked() {
        return !(own instanceof UnionTableReference)
                && RejectedRows.canSignal(factory.getJdbcServices().getDialect());
    }

    /** Null for what lies in another table than the policies, which are about columns of this one. */
    private @Nullable String compiledName(ColumnReference column) {
        return alias.equals(column.getQualifier()) ? check.compiledName(column.getColumnExpression()) : null;
    }
}
