package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.policy.StoredName;
import dev.rls.policy.TableName;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * The names of tables that no annotation names, as PostgreSQL stores them.
 *
 * @param defaultSchema the schema that the settings name, or null
 */
record DerivedNames(@Nullable Object defaultSchema) {

    /** Where nothing names a schema, it is in that of the entity. */
    TableName of(Table table, ProtectedEntity entity) {
        String schema = MappingDifferences.schema(table, defaultSchema);
        return new TableName(
                schema == null ? entity.scoped().table().schema() : schema,
                StoredName.of(table.getNameIdentifier().render()));
    }

    String render(Table table) {
        return table.getQualifiedTableName().render();
    }
}
