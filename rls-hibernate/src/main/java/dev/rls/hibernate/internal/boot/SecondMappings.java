package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.TableName;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is mapped to the table of a protected entity without being protected. Hibernate would filter none of it, so
 * a mapping that has some is refused.
 */
final class SecondMappings {

    private final ProtectedUnit unit;
    private final @Nullable String defaultSchema;

    private SecondMappings(ProtectedUnit unit, @Nullable String defaultSchema) {
        this.unit = unit;
        this.defaultSchema = defaultSchema;
    }

    /** Of the whole mapping, when no contributor can add to it any more. */
    static void refuse(Metadata metadata, ProtectedUnit unit, @Nullable String defaultSchema) {
        SecondMappings mappings = new SecondMappings(unit, defaultSchema);
        metadata.getEntityBindings().forEach(mappings::check);
        metadata.getCollectionBindings().forEach(mappings::check);
    }

    private void check(PersistentClass entity) {
        if (unit.entity(entity) != null) {
            return;
        }
        ProtectedEntity owner = owner(entity.getTable());
        boolean derived = entity.getClassName() == null && isOf(owner, entity.getTable());
        if (owner != null && !derived) {
            throw StartMessages.secondEntity(entity.getEntityName(), render(entity.getTable()), owner.entityName());
        }
        for (Join join : entity.getJoins()) {
            checkPart(entity.getEntityName(), join.getTable());
        }
    }

    /** The elements of a collection without a table of its own are entities, which are checked as such. */
    private void check(Collection collection) {
        if (!(collection.getElement() instanceof OneToMany)) {
            checkPart(collection.getRole(), collection.getCollectionTable());
        }
    }

    private void checkPart(String what, Table table) {
        ProtectedEntity owner = owner(table);
        if (owner != null && !isOf(owner, table)) {
            throw StartMessages.secondTable(what, render(table), owner.entityName());
        }
    }

    /** Whether the policies of the table were made from this very mapping. */
    private static boolean isOf(@Nullable ProtectedEntity owner, Table table) {
        return owner != null && owner.isDerived() && owner.table().equals(table);
    }

    /** A subselect has no table. */
    private @Nullable ProtectedEntity owner(Table table) {
        return !table.isPhysicalTable()
                ? null
                : unit.tables().stream()
                        .filter(entity -> isTable(entity.scoped().table(), table))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Whether both may be one table. Upper and lower case count alike, because databases without row security may take
     * them so, quoted or not; and where the connection decides on the schema, it may be any.
     */
    private boolean isTable(TableName name, Table table) {
        String schema = MappingDifferences.schema(table, defaultSchema);
        return name.name().equalsIgnoreCase(table.getName())
                && (schema == null || name.schema().equalsIgnoreCase(schema));
    }

    private static String render(Table table) {
        return table.getQualifiedTableName().render();
    }
}
