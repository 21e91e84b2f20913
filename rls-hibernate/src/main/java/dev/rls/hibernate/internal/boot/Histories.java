package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.policy.Attribute;
import java.util.Set;
import org.hibernate.mapping.Table;

/** What tables must have that hold what rows of protected entities were. */
final class Histories {

    private Histories() {}

    /** All columns that a policy of the entity reads. */
    static void requireColumns(ProtectedEntity entity, Table history, Set<String> columns) {
        for (Attribute attribute : entity.scoped().declaration().attributes().values()) {
            String column = attribute instanceof Attribute.Basic basic
                    ? basic.column()
                    : attribute instanceof Attribute.ToOne toOne ? toOne.column() : null;
            if (column != null && !columns.contains(column)) {
                throw StartMessages.columnNotInHistory(
                        history.getQualifiedTableName().render(), entity.entityName(), column);
            }
        }
    }
}
