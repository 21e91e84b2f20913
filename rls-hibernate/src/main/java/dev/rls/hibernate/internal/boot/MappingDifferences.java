package dev.rls.hibernate.internal.boot;

import dev.rls.policy.ScopedEntity;
import dev.rls.policy.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Where the mapping that Hibernate bound differs from the one the processor expected. Names are compared as PostgreSQL
 * stores them, whatever the database of this start is.
 */
final class MappingDifferences {

    private final InFlightMetadataCollector metadata;
    private final @Nullable Object defaultSchema;

    MappingDifferences(InFlightMetadataCollector metadata, StandardServiceRegistry registry) {
        this.metadata = metadata;
        this.defaultSchema = registry.requireService(ConfigurationService.class)
                .getSettings()
                .get(MappingSettings.DEFAULT_SCHEMA);
    }

    List<String> between(ScopedEntity compiled, RootClass root, Property tenant) {
        Table table = root.getTable();
        Column column = RootEntity.tenantColumn(tenant);
        List<String> differences = new ArrayList<>();
        compare("table", compiled.table().name(), stored(table.getNameIdentifier()), differences);
        compare("schema", compiled.table().schema(), schema(table), differences);
        compare(
                "column of \"" + tenant.getName() + "\"",
                compiled.tenantColumn().column(),
                stored(column.getNameIdentifier(metadata.getDatabase())),
                differences);
        ValueType type = compiled.tenantColumn().type();
        String javaType = tenant.getType().getReturnedClass().getName();
        if (!type.javaTypes().contains(javaType)) {
            compare("type of \"" + tenant.getName() + "\"", type.javaTypes().get(0), javaType, differences);
        }
        return differences;
    }

    private static void compare(String what, String compiled, @Nullable String mapped, List<String> differences) {
        if (mapped != null && !mapped.equals(compiled)) {
            differences.add(what + ": compiled \"" + compiled + "\", mapped \"" + mapped + "\"");
        }
    }

    /** Null where neither mapping nor settings name one: then the connection decides, which the start-up check asks. */
    private @Nullable String schema(Table table) {
        Identifier schema = table.getSchemaIdentifier();
        if (schema == null && defaultSchema != null) {
            schema = Identifier.toIdentifier(defaultSchema.toString());
        }
        return schema == null ? null : stored(schema);
    }

    private static String stored(Identifier name) {
        return name.isQuoted() ? name.getText() : name.getText().toLowerCase(Locale.ROOT);
    }
}
