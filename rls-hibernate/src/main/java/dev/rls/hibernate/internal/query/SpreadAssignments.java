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
import org.hibernate.sql.model.TableMapping;

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
        return tables(persister).stream()
                .filter(TableMapping::isOptional)
                .anyMatch(table -> columns.stream()
                        .anyMatch(
                                column -> column.getContainingTableExpression().equals(table.getTableName())));
    }

    /** Whether a row would be in several tables. */
    boolean areSpread(EntityPersister persister) {
        return tables(persister).stream().filter(table -> !table.isOptional()).count() > 1 || areOptional(persister);
    }

    private static List<TableMapping> tables(EntityPersister persister) {
        List<TableMapping> tables = new ArrayList<>();
        persister.forEachMutableTable(tables::add);
        return tables;
    }
}
