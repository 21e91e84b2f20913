package dev.rls.hibernate.internal.boot;

import dev.rls.policy.Attribute;
import dev.rls.policy.StoredName;
import java.util.Arrays;
import java.util.List;
import org.hibernate.MappingException;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The attributes of one mapped entity, beside what was compiled for them. */
final class MappedAttributes {

    private final InFlightMetadataCollector metadata;
    private final PersistentClass mapped;

    MappedAttributes(InFlightMetadataCollector metadata, PersistentClass mapped) {
        this.metadata = metadata;
        this.mapped = mapped;
    }

    void compare(String name, Attribute compiled, List<String> differences) {
        if (compiled instanceof Attribute.Basic basic) {
            Value value = value(name, differences);
            if (value != null) {
                compareColumn(name, basic.column(), value, differences);
                compareType(name, basic, value, differences);
            }
        } else if (compiled instanceof Attribute.ToOne toOne) {
            Value value = value(name, differences);
            if (value != null) {
                compareColumn(name, toOne.column(), value, differences);
                compareTarget(name, toOne, value, differences);
            }
        }
    }

    private @Nullable Value value(String name, List<String> differences) {
        try {
            Property property = mapped.getRecursiveProperty(name);
            return property.getValue();
        } catch (MappingException e) {
            differences.add("\"" + name + "\": compiled as an attribute, not mapped");
            return null;
        }
    }

    private void compareColumn(String name, String compiled, Value value, List<String> differences) {
        List<Selectable> selectables = value.getSelectables();
        String column = selectables.size() == 1
                        && selectables.get(0) instanceof Column single
                        && value.getTable().equals(mapped.getTable())
                ? StoredName.of(single.getNameIdentifier(metadata.getDatabase()).render())
                : "no column of its own in the table";
        MappingDifferences.compare("column of \"" + name + "\"", compiled, column, differences);
    }

    private static void compareType(String name, Attribute.Basic compiled, Value value, List<String> differences) {
        String what = "type of \"" + name + "\"";
        Class<?> type = value.getType().getReturnedClass();
        BasicValue basic = value instanceof BasicValue found ? found : null;
        if (compiled.isEnum()) {
            compareEnum(what, compiled, type, value, differences);
        } else if (!compiled.type().javaTypes().contains(type.getName())) {
            MappingDifferences.compare(what, compiled.type().javaTypes().get(0), type.getName(), differences);
        } else if (basic != null && basic.resolve().getValueConverter() != null) {
            MappingDifferences.compare(what, type.getName(), "stored through a converter", differences);
        }
    }

    private static void compareEnum(
            String what, Attribute.Basic compiled, Class<?> type, Value value, List<String> differences) {
        String constants = String.join(", ", compiled.constants());
        if (type.isEnum()) {
            List<String> mapped = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            MappingDifferences.compare(what, constants, String.join(", ", mapped), differences);
            String stored = isText((JdbcMapping) value.getType()) ? "string" : "integer";
            MappingDifferences.compare(what, compiled.type().id(), stored, differences);
        } else {
            MappingDifferences.compare(what, constants, type.getName(), differences);
        }
    }

    private static boolean isText(JdbcMapping mapping) {
        return mapping.getJdbcType().isStringLike()
                || mapping.getJdbcType().getDefaultSqlTypeCode() == SqlTypes.NAMED_ENUM;
    }

    private void compareTarget(String name, Attribute.ToOne compiled, Value value, List<String> differences) {
        String what = "target of \"" + name + "\"";
        if (!(value instanceof ToOne toOne)) {
            MappingDifferences.compare(what, compiled.target(), "no association to one", differences);
            return;
        }
        PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
        // a row of a subclass is looked for in the table of the root, which has policies and inherited attributes
        String mappedTarget = target == null
                ? toOne.getReferencedEntityName()
                : target.getRootClass().getEntityName();
        MappingDifferences.compare(what, compiled.target(), mappedTarget, differences);
        if (target != null) {
            String key = toOne.isReferenceToPrimaryKey() || toOne.getReferencedPropertyName() == null
                    ? identifier(target)
                    : toOne.getReferencedPropertyName();
            MappingDifferences.compare("key of \"" + name + "\"", compiled.key(), key, differences);
        }
    }

    private static @Nullable String identifier(PersistentClass target) {
        return target.getIdentifierProperty() == null
                ? null
                : target.getIdentifierProperty().getName();
    }
}
