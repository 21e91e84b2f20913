package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.Attribute;
import dev.rls.policy.ValueType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every column the processor reads for conditions is the one that Hibernate binds, of a type that fits. */
class AttributesAgainstHibernateTest {

    private static final Pattern ENTITY = Pattern.compile("@Entity[^{]*?class (\\w+)");

    @TempDir
    private Path classes;

    @ParameterizedTest
    @CsvSource({
        "JPA, org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl",
        "SPRING, org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"
    })
    void columnsAreThoseThatHibernateBinds(NamingStrategy naming, String strategy) throws IOException {
        Map<String, String> ours = new TreeMap<>();
        Map<String, String> theirs = new TreeMap<>();
        List<String> mappings = mappings();
        assertThat(mappings).hasSizeGreaterThan(30);
        for (int i = 0; i < mappings.size(); i++) {
            String mapping = mappings.get(i);
            Path folder = classes.resolve(naming.name() + i);
            Declared declared = new Declared("com.acme.E", naming);
            Javac.Result result = Javac.into(folder)
                    .before(declared)
                    .sources("package com.acme;\nimport jakarta.persistence.*; import java.util.*; import java.math.*;"
                            + " import java.time.*; import org.hibernate.annotations.Formula;\n" + mapping)
                    .compile();
            assertThat(result.success())
                    .as("%s%s", mapping, result.diagnostics())
                    .isTrue();
            Map<String, String> bound = bound(folder, mapping, strategy);
            Map<String, Attribute> read = declared.attributes();
            long before = ours.size();
            read.forEach((path, attribute) -> {
                if (attribute instanceof Attribute.Basic || attribute instanceof Attribute.ToOne) {
                    ours.put(mapping + path, column(attribute));
                    String found = bound.getOrDefault(path, "nothing");
                    theirs.put(mapping + path, typed(attribute, found));
                }
            });
            assertThat(ours.size()).as(mapping + read).isGreaterThan((int) before);
        }
        assertThat(ours).hasSizeGreaterThan(120).isEqualTo(theirs);
    }

    /** Separated by lines of dashes, as they are easier to read than Java strings. */
    private static List<String> mappings() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/mappings.txt"));
        return List.of(text.split("\n---+\n"));
    }

    private static String column(Attribute attribute) {
        return attribute instanceof Attribute.Basic basic
                ? basic.column() + " " + basic.type()
                : ((Attribute.ToOne) attribute).column() + " -> " + ((Attribute.ToOne) attribute).key();
    }

    /** What Hibernate binds, in our words where the SQL type fits. */
    private static String typed(Attribute attribute, String found) {
        int space = found.indexOf(' ');
        if (attribute instanceof Attribute.ToOne || space < 0) {
            return found;
        }
        ValueType type = ((Attribute.Basic) attribute).type();
        boolean fits = ColumnDefinition.fits(found.substring(space + 1), type);
        return fits ? found.substring(0, space) + " " + type : found;
    }

    private static Map<String, String> bound(Path folder, String mapping, String strategy) throws IOException {
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, AttributesAgainstHibernateTest.class.getClassLoader());
                BootstrapServiceRegistry bootstrap = new BootstrapServiceRegistryBuilder()
                        .applyClassLoader(loader)
                        .build();
                StandardServiceRegistry registry = new StandardServiceRegistryBuilder(bootstrap)
                        .applySettings(Map.of(
                                "hibernate.physical_naming_strategy", strategy,
                                "jakarta.persistence.database-product-name", "PostgreSQL",
                                "hibernate.boot.allow_jdbc_metadata_access", "false"))
                        .build()) {
            MetadataSources sources = new MetadataSources(registry);
            Matcher entity = ENTITY.matcher(mapping);
            while (entity.find()) {
                sources.addAnnotatedClassName("com.acme." + entity.group(1));
            }
            Metadata metadata = sources.buildMetadata();
            Map<String, String> columns = new TreeMap<>();
            PersistentClass found = metadata.getEntityBinding("com.acme.E");
            for (Property property : found.getPropertyClosure()) {
                put("", property, metadata, columns);
            }
            if (found.getIdentifierProperty() != null) {
                put("", found.getIdentifierProperty(), metadata, columns);
            } else {
                ((Component) found.getIdentifier())
                        .getProperties()
                        .forEach(property -> put("", property, metadata, columns));
            }
            return columns;
        }
    }

    private static void put(String prefix, Property property, Metadata metadata, Map<String, String> columns) {
        String path = prefix + property.getName();
        Value value = property.getValue();
        if (value instanceof Component component) {
            component.getProperties().forEach(part -> put(path + ".", part, metadata, columns));
        } else if (value.getSelectables().size() == 1 && value.getSelectables().get(0) instanceof Column column) {
            String name = new Name(column.getName(), column.isQuoted()).stored();
            columns.put(
                    path,
                    value instanceof ToOne toOne
                            ? name + " -> " + key(toOne, metadata)
                            : name + " " + column.getSqlType(metadata));
        }
    }

    private static String key(ToOne toOne, Metadata metadata) {
        PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
        Property property = toOne.isReferenceToPrimaryKey()
                ? target.getIdentifierProperty()
                : target.getReferencedProperty(toOne.getReferencedPropertyName());
        if (property.getValue() instanceof Component component
                && property.getName().startsWith("_")) {
            property = component.getProperties().get(0);
        }
        return property.getName();
    }
}
