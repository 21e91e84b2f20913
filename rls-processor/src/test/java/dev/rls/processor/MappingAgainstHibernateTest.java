package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the processor reads from sources is what Hibernate binds from the classes. */
class MappingAgainstHibernateTest {

    private static final String IMPORTS = "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n"
            + "import static jakarta.persistence.AccessType.*;\n";

    /** Each with a class E; the tenant is the attribute tenantId. */
    private static final String[] MAPPINGS = {
        "@TenantScoped @Entity public class E { @Id Long id; String tenantId; }",
        "@TenantScoped @Entity(name = \"MyName\") public class E { @Id Long id; String tenantId; }",
        "@TenantScoped @Entity(name = \" \") public class E { @Id Long id; String tenantId; }",
        "@TenantScoped @Entity @Table public class E { @Id Long id; @Column String tenantId; }",
        "@TenantScoped @Entity @Table(name = \"MyTable\", schema = \"MySchema\") public class E { @Id Long id;"
                + " @Column(name = \"MyColumn\") String tenantId; }",
        "@TenantScoped @Entity @Table(name = \"`MyTable`\", schema = \"`MySchema`\") public class E { @Id Long id;"
                + " @Column(name = \"`MyColumn`\") String tenantId; }",
        "@TenantScoped @Entity @Table(name = \"\\\"MyTable\\\"\") public class E { @Id Long id;"
                + " @Column(name = \"[MyColumn]\") String tenantId; }",
        "@TenantScoped @Entity @Table(name = \"My Table\") public class E { @Id Long id;"
                + " @Column(name = \"My.Column\") String tenantId; }",
        "@TenantScoped @Entity @Table(name = \" MyTable \") public class E { @Id Long id;"
                + " @Column(name = \"1st\") String tenantId; }",
        "@TenantScoped @Entity @Table(name = \"_MyTable\") public class E { @Id Long id;"
                + " @Column(name = \"My$Column\") String tenantId; }",
        // Access by property, from the identifier on.
        "@TenantScoped @Entity public class E { @Column(name = \"field\") String tenantId; @Id public Long getId() {"
                + " return null; } public void setId(Long v) {} @Column(name = \"getter\") public String getTenantId() {"
                + " return null; } public void setTenantId(String v) {} }",
        // Access by field although the getter is annotated too.
        "@TenantScoped @Entity public class E { @Id Long id; @Column(name = \"field\") String tenantId;"
                + " @Column(name = \"getter\") public String getTenantId() { return null; } }",
        // The class says it for itself.
        "@TenantScoped @Entity @Access(FIELD) public class E extends B { @Column(name = \"field\") String tenantId;"
                + " @Column(name = \"getter\") public String getTenantId() { return null; } }\n"
                + "@MappedSuperclass abstract class B { @Id public Long getId() { return null; } public void setId(Long v)"
                + " {} }",
        "@TenantScoped @Entity public class E extends B { @Id Long id; }\n"
                + "@MappedSuperclass @Access(PROPERTY) abstract class B { @Column(name = \"field\") String tenantId;"
                + " @Column(name = \"getter\") public String getTenantId() { return null; } public void"
                + " setTenantId(String v) {} }",
        // One attribute says it for itself.
        "@TenantScoped @Entity public class E { @Id Long id; @Transient String tenantId; @Access(PROPERTY)"
                + " @Column(name = \"getter\") public String getTenantId() { return null; } public void"
                + " setTenantId(String v) {} }",
        "@TenantScoped @Entity public class E { @Access(FIELD) @Column(name = \"field\") String tenantId; @Id public Long"
                + " getId() { return null; } public void setId(Long v) {} @Transient public String getTenantId() { return"
                + " null; } public void setTenantId(String v) {} }",
        // The identifier of a mapped superclass decides for the entity below it.
        "@TenantScoped @Entity public class E extends B { @Column(name = \"field\") String tenantId;"
                + " @Column(name = \"getter\") public String getTenantId() { return null; } public void"
                + " setTenantId(String v) {} }\n"
                + "@MappedSuperclass abstract class B { @Id public Long getId() { return null; } public void setId(Long v)"
                + " {} }",
        // An identifier that says its own access decides nothing.
        "@TenantScoped @Entity public class E { @Id @Access(FIELD) Long id; @Column(name = \"field\") String tenantId;"
                + " public String getTenantId() { return null; } public void setTenantId(String v) {} }",
        // Overrides, the nearest one first, bare and in their container.
        "@Entity @AttributeOverride(name = \"tenantId\", column = @Column(name = \"MyColumn\")) public class E extends B"
                + " {}\n@TenantScoped @MappedSuperclass abstract class B { @Id Long id; @Column(name = \"theirs\") String"
                + " tenantId; }",
        "@Entity @AttributeOverrides({@AttributeOverride(name = \"id\", column = @Column(name = \"x\")),"
                + " @AttributeOverride(name = \"tenantId\", column = @Column(name = \"mine\"))}) public class E extends M"
                + " {}\n@MappedSuperclass @AttributeOverride(name = \"tenantId\", column = @Column(name = \"middle\"))"
                + " abstract class M extends B {}\n"
                + "@TenantScoped @MappedSuperclass abstract class B { @Id Long id; String tenantId; }",
        "@Entity public class E extends M {}\n"
                + "@MappedSuperclass @AttributeOverride(name = \"tenantId\", column = @Column(name = \"middle\"))"
                + " @AttributeOverride(name = \"id\", column = @Column(name = \"x\")) abstract class M extends B {}\n"
                + "@TenantScoped @MappedSuperclass abstract class B { @Id Long id; String tenantId; }",
        "@Entity @AttributeOverride(name = \"tenantId\", column = @Column) public class E extends B {}\n"
                + "@TenantScoped @MappedSuperclass abstract class B { @Id Long id; @Column(name = \"theirs\") String"
                + " tenantId; }",
        // Type variables, and a superclass between that Hibernate does not look at.
        "@Entity public class E extends N {}\nabstract class N extends B<Long, String> { @Column(name = \"no\") String"
                + " other; }\n@TenantScoped @MappedSuperclass abstract class B<I, T> { @Id I id; T tenantId; }",
        "@TenantScoped @Entity @Inheritance(strategy = InheritanceType.SINGLE_TABLE) public class E { @Id Long id; String"
                + " tenantId; }\n@Entity @DiscriminatorValue(\"x\") class X extends E { String more; }",
        "@TenantScoped @Entity @IdClass(E.Key.class) public class E { @Id Long id; @Id @Column(name = \"MyColumn\") String"
                + " tenantId; public static class Key { Long id; String tenantId; @Override public boolean equals(Object o)"
                + " { return o == this; } @Override public int hashCode() { return 1; } } }",
    };

    @TempDir
    private Path classes;

    @ParameterizedTest
    @CsvSource({
        "jpa, org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl",
        "spring, org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"
    })
    void tableAndColumnAreThoseThatHibernateBinds(String option, String strategy) throws IOException {
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < MAPPINGS.length; i++) {
            Path folder = classes.resolve(option + i);
            Javac.Result result = Javac.into(folder)
                    .sources(IMPORTS + MAPPINGS[i])
                    .options("-Arls.naming=" + option, "-Arls.schema=MyDefault")
                    .compile();
            assertThat(result.messages()).as(MAPPINGS[i]).isEmpty();
            assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
            ScopedEntity entity = PolicyIndex.parse(result.index())
                    .entity("com.acme.E")
                    .orElseThrow(() -> new AssertionError(result.index()));
            ours.add(MAPPINGS[i] + "\n" + entity.table() + " "
                    + entity.tenantColumn().column());
            theirs.add(MAPPINGS[i] + "\n" + bound(folder, strategy));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    private static String bound(Path folder, String strategy) throws IOException {
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, MappingAgainstHibernateTest.class.getClassLoader());
                BootstrapServiceRegistry bootstrap = new BootstrapServiceRegistryBuilder()
                        .applyClassLoader(loader)
                        .build();
                StandardServiceRegistry registry = new StandardServiceRegistryBuilder(bootstrap)
                        .applySettings(Map.of(
                                "hibernate.physical_naming_strategy", strategy,
                                "jakarta.persistence.database-product-name", "PostgreSQL",
                                "hibernate.boot.allow_jdbc_metadata_access", "false"))
                        .build()) {
            Metadata metadata = new MetadataSources(registry)
                    .addAnnotatedClassName("com.acme.E")
                    .buildMetadata();
            PersistentClass entity = metadata.getEntityBinding("com.acme.E");
            Table table = entity.getTable();
            Column column =
                    (Column) entity.getProperty("tenantId").getSelectables().get(0);
            Name schema = table.getSchema() == null
                    ? defaultSchema(metadata)
                    : new Name(table.getSchema(), table.isSchemaQuoted());
            return schema.stored() + "." + new Name(table.getName(), table.isQuoted()).stored() + " "
                    + new Name(column.getName(), column.isQuoted()).stored();
        }
    }

    private static Name defaultSchema(Metadata metadata) {
        Database database = metadata.getDatabase();
        Identifier schema = SqlStringGenerationContextImpl.fromExplicit(
                        database.getJdbcEnvironment(), database, null, "MyDefault")
                .getDefaultSchema();
        return new Name(schema.getText(), schema.isQuoted());
    }
}
