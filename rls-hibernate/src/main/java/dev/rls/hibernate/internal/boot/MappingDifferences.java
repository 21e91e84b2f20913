package dev.rls.hibernate.internal.boot;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.StoredName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.PersistentClass;
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

    /** Of the table and every attribute that a condition uses. */
    List<String> of(EntityDeclaration compiled, PersistentClass mapped) {
        Table table = mapped.getTable();
        List<String> differences = new ArrayList<>();
        compare(
                "table",
                compiled.table().name(),
                StoredName.of(table.getNameIdentifier().render()),
                differences);
        compare("schema", compiled.table().schema(), schema(table, defaultSchema), differences);
        MappedAttributes attributes = new MappedAttributes(metadata, mapped);
        for (Map.Entry<String, Attribute> entry : compiled.attributes().entrySet()) {
            attributes.compare(entry.getKey(), entry.getValue(), differences);
        }
        return differences;
    }

    /** Of an entity without policies that a path leads to. */
    List<String> ofTarget(EntityDeclaration compiled) {
        PersistentClass mapped = metadata.getEntityBinding(compiled.entity());
        if (mapped == null) {
            return List.of(compiled.entity() + ", to which a path leads: not mapped in this persistence unit");
        }
        return of(compiled, mapped).stream()
                .map(difference -> compiled.entity() + ": " + difference)
                .toList();
    }

    static void compare(String what, String compiled, @Nullable String mapped, List<String> differences) {
        if (mapped != null && !mapped.equals(compiled)) {
            differences.add(what + ": compiled \"" + compiled + "\", mapped \"" + mapped + "\"");
        }
    }

    /** Null where neither mapping nor settings name one: then the connection decides, which the start-up check asks. */
    static @Nullable String schema(Table table, @Nullable Object defaultSchema) {
        Identifier schema = table.getSchemaIdentifier();
        if (schema == null && defaultSchema != null) {
            schema = Identifier.toIdentifier(defaultSchema.toString());
        }
        return schema == null ? null : StoredName.of(schema.render());
    }
}
