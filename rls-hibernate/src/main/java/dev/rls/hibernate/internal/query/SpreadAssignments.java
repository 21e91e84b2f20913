package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.RowCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;

/**
 * What a statement by query assigns to an entity in several tables.
 *
 * @param columns the columns
 */
record SpreadAssignments(List<SelectableMapping> columns) {

    static SpreadAssignments of(SqmUpdateStatement<?> update, EntityPersister persister) {
        return of(
                update.getSetClause().getAssignments().stream()
                        .<SqmPath<?>>map(SqmAssignment::getTargetPath)
                        .toList(),
                persister);
    }

    static SpreadAssignments of(SqmInsertStatement<?> insert, EntityPersister persister) {
        return of(insert.getInsertionTargetPaths(), persister);
    }

    private static SpreadAssignments of(List<? extends SqmPath<?>> paths, EntityPersister persister) {
        List<SelectableMapping> columns = new ArrayList<>();
        for (SqmPath<?> path : paths) {
            persister.findByPath(path(path)).forEachSelectable((i, column) -> columns.add(column));
        }
        return new SpreadAssignments(columns);
    }

    /** From the entity on. */
    private static String path(SqmPath<?> path) {
        SqmPath<?> parent = path.getLhs();
        String name = path.getNavigablePath().getLocalName();
        return parent == null || parent.getLhs() == null ? name : path(parent) + "." + name;
    }

    /** Whether a policy has to be asked about the row that is left. */
    boolean areChecked(ProtectedUnit unit, ProtectedEntity entity) {
        RowCheck check = unit.check(entity, Operation.UPDATE);
        Set<String> assigned = new HashSet<>();
        columns.forEach(column -> assigned.add(check.compiledName(column.getSelectionExpression())));
        return check.parts().stream()
                .anyMatch(part -> !part.held() || part.reads().stream().anyMatch(assigned::contains));
    }

    /** Whether one lies in a table that need not have a row: for those Hibernate's way by identifiers fails. */
    boolean areOptional(EntityPersister persister) {
        Set<String> tables = new HashSet<>();
        columns.forEach(column -> tables.add(column.getContainingTableExpression()));
        for (int i = 0; i < persister.getTableSpan(); i++) {
            if (persister.isNullableTable(i) && tables.contains(persister.getTableName(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row would be in several tables. */
    boolean areSpread(EntityPersister persister) {
        int required = 0;
        for (int i = 0; i < persister.getTableSpan(); i++) {
            required += persister.isNullableTable(i) ? 0 : 1;
        }
        return required > 1 || areOptional(persister);
    }
}
