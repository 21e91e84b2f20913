package dev.rls.hibernate.internal.check;

import dev.rls.Operation;
import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Operand;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.Through;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the columns that policies name, in the tables that their paths lead to as well. */
final class ComparedColumns {

    private final Set<Column> found = new LinkedHashSet<>();

    record Column(TableName table, String name) {}

    void add(ScopedEntity entity) {
        for (Operation operation : Operation.values()) {
            add(entity.table(), entity.using(operation));
            add(entity.table(), entity.check(operation));
        }
    }

    Set<Column> found() {
        return found;
    }

    private void add(TableName table, Predicate predicate) {
        Parts.operands(predicate).forEach(operand -> add(table, operand));
        if (predicate instanceof Through through) {
            follow(table, through.association());
            add(through.association().table(), through.predicate());
        } else {
            Parts.of(predicate).forEach(part -> add(table, part));
        }
    }

    private void add(TableName table, Operand operand) {
        if (operand instanceof ColumnRef column) {
            found.add(new Column(table, column.column()));
        } else if (operand instanceof PathRef path) {
            follow(table, path.association());
            add(path.association().table(), path.target());
        }
    }

    private void follow(TableName table, Association association) {
        found.add(new Column(table, association.column()));
        found.add(new Column(association.table(), association.key()));
        add(association.table(), association.visible());
    }
}
