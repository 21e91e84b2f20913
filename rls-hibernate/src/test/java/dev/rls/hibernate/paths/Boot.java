package dev.rls.hibernate.paths;

import dev.rls.hibernate.PolicyExport;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.WithoutLibrary;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.tool.schema.spi.DelayedDropRegistryNotAvailableImpl;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/** Boots the same classes with this library or without. */
final class Boot {

    private Boot() {}

    static Metadata metadata(boolean library, Map<String, Object> settings, List<Class<?>> entities) {
        BootstrapServiceRegistryBuilder bootstrap = new BootstrapServiceRegistryBuilder()
                .applyClassLoaderService(
                        library ? new ClassLoaderServiceImpl(Boot.class.getClassLoader()) : new WithoutLibrary());
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(bootstrap.build())
                .applySettings(settings)
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities.forEach(sources::addAnnotatedClass);
            return sources.buildMetadata();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    static void createTables(Metadata metadata) {
        SchemaManagementToolCoordinator.process(
                metadata,
                ((MetadataImplementor) metadata).getMetadataBuildingOptions().getServiceRegistry(),
                Map.of("jakarta.persistence.schema-generation.database.action", "create"),
                DelayedDropRegistryNotAvailableImpl.INSTANCE);
    }

    /** Of the tables of all units, as an application exports it from its mapping. */
    static String changelog() {
        Map<String, EntityDeclaration> declared = new LinkedHashMap<>();
        Map<String, ScopedEntity> derived = new LinkedHashMap<>();
        List<PolicyIndex> indexes = new ArrayList<>();
        for (Unit unit : Unit.values()) {
            Map<String, Object> settings = new HashMap<>(unit.settings());
            settings.putAll(Place.connectBy(Place.h2().application()));
            Set<String> names = unit.entities().stream().map(Class::getName).collect(Collectors.toSet());
            for (PolicyIndex index :
                    PolicyExport.of(metadata(true, settings, unit.entities())).indexes()) {
                indexes.add(index);
                index.declarations().stream()
                        .filter(declaration -> names.contains(declaration.entity()))
                        .forEach(declaration -> declared.put(declaration.entity(), declaration));
                index.entities().stream()
                        .filter(entity -> entity.entity().contains("#"))
                        .forEach(entity -> derived.put(entity.entity(), entity));
            }
        }
        PolicyIndex any = indexes.get(0);
        return new PolicyIndex(any.unit(), any.appRole(), any.requiredClaims(), declared.values())
                .with(derived.values())
                .toChangelog();
    }

    static List<Class<?>> allEntities() {
        return Arrays.stream(Unit.values())
                .flatMap(unit -> unit.entities().stream())
                .distinct()
                .toList();
    }
}
