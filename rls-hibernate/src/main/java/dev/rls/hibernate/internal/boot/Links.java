package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.policy.DerivedTables.Link;
import dev.rls.policy.StoredName;
import dev.rls.policy.ValueType;
import java.util.Arrays;
import java.util.List;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Makes links of foreign keys. */
final class Links {

    private final InFlightMetadataCollector metadata;

    Links(InFlightMetadataCollector metadata) {
        this.metadata = metadata;
    }

    /**
     * A link by a foreign key of one column.
     *
     * @param property what the key refers to; null for the identifier
     */
    Link of(String name, Value foreignKey, ProtectedEntity target, @Nullable String property, boolean part) {
        PersistentClass mapped = metadata.getEntityBinding(target.entityName());
        Property key = property == null ? mapped.getIdentifierProperty() : mapped.getReferencedProperty(property);
        String table = foreignKey.getTable().getQualifiedTableName().render();
        if (key == null || key.getColumnSpan() != 1 || foreignKey.getColumnSpan() != 1) {
            throw refused(table, target, "refers to it by several columns, for which no policy is made");
        }
        if (mapped.getSubclasses().stream().anyMatch(UnionSubclass.class::isInstance)) {
            throw refused(table, target, "refers to rows in one of several tables, for which no policy is made");
        }
        if (!key.getValue().getTable().equals(mapped.getTable())) {
            throw refused(table, target, "refers to a column outside of the entity's own table");
        }
        ValueType type = type(key.getValue());
        if (type == null) {
            throw refused(
                    table,
                    target,
                    "refers to it by a "
                            + key.getValue().getType().getReturnedClass().getSimpleName()
                            + ", of which no policy can be made");
        }
        return new Link(
                name,
                column(foreignKey),
                type,
                target.scoped(),
                column(key.getValue()),
                key.getName(),
                part,
                !part && foreignKey.isNullable());
    }

    private static @Nullable ValueType type(Value value) {
        String java = value.getType().getReturnedClass().getName();
        return Arrays.stream(ValueType.values())
                .filter(type -> type.javaTypes().contains(java))
                .findFirst()
                .orElse(null);
    }

    private String column(Value value) {
        List<Selectable> selectables = value.getSelectables();
        return StoredName.of(((Column) selectables.get(0))
                .getNameIdentifier(metadata.getDatabase())
                .render());
    }

    private static RuntimeException refused(String table, ProtectedEntity target, String why) {
        return StartMessages.unprotectedTable(table, "a table", target.entityName(), why);
    }
}
