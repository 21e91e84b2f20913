package dev.rls.hibernate.app;

import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.tool.schema.spi.DelayedDropRegistryNotAvailableImpl;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/** Boots Hibernate as an application does: classes, settings, nothing about this library. */
public final class Factories {

    private Factories() {}

    public static SessionFactory build(Map<String, Object> settings, Class<?>... entities) {
        return build(Factories.class.getClassLoader(), settings, List.of(entities));
    }

    public static SessionFactory build(ClassLoader loader, Map<String, Object> settings, List<Class<?>> entities) {
        return metadata(loader, settings, entities).buildSessionFactory();
    }

    public static Metadata metadata(ClassLoader loader, Map<String, Object> settings, List<Class<?>> entities) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                        .applyClassLoader(loader)
                        .build())
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

    /** Of some entities of unit {@code test}, whose own changelog names the tables of all. */
    static String changelog(ClassLoader loader, List<Class<?>> entities) {
        Set<String> names = entities.stream().map(Class::getName).collect(Collectors.toSet());
        try (InputStream json = loader.getResourceAsStream(PolicyIndex.indexResource("test"))) {
            PolicyIndex index = PolicyIndex.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
            return new PolicyIndex(
                            index.unit(),
                            index.appRole(),
                            index.declarations().stream()
                                    .filter(declaration -> names.contains(declaration.entity()))
                                    .toList())
                    .toChangelog();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the tables with Hibernate's own schema tool. */
    public static void createTables(ClassLoader loader, Place place, List<Class<?>> entities) {
        Metadata metadata = metadata(loader, Place.connectBy(place.owner()), entities);
        StandardServiceRegistry registry =
                ((MetadataImplementor) metadata).getMetadataBuildingOptions().getServiceRegistry();
        SchemaManagementToolCoordinator.process(
                metadata,
                registry,
                Map.of("jakarta.persistence.schema-generation.database.action", "create"),
                DelayedDropRegistryNotAvailableImpl.INSTANCE);
        StandardServiceRegistryBuilder.destroy(registry);
    }
}
