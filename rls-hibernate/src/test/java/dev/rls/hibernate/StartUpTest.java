package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.junit.jupiter.api.Test;

/** A mapping that is not the one that was compiled does not start, and the message says what to do. */
class StartUpTest {

    private static final String FIX = "Map it into the entity's own table, or as an entity with policies of its own";

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static final String PROCESSOR_LINES = """
            Put the processor on the path of annotation processors and build again.
            Maven:
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <configuration>
                  <annotationProcessorPaths>
                    <path>
                      <groupId>dev.rls</groupId>
                      <artifactId>rls-processor</artifactId>
                      <version>%1$s</version>
                    </path>
                  </annotationProcessorPaths>
                </configuration>
              </plugin>
            Gradle:
              annotationProcessor("dev.rls:rls-processor:%1$s")""".formatted(version());

    @Test
    void aMappingAsItWasCompiledStarts() {
        try (SessionFactory factory = Sources.compiled(List.of(), NOTE).build(h2())) {
            assertThat(RlsProtection.of(factory)).isEqualTo(new RlsProtection(Set.of("shop.Note"), false));
        }
    }

    @Test
    void anEntityCompiledWithoutTheProcessorIsRefused() {
        refused(Sources.compiledWithoutProcessor(NOTE))
                .hasMessage(
                        "RLS101: shop.Note has policies (@TenantScoped, @RowPolicy), but it was compiled without the annotation processor: the"
                                + " class path has no policy index. " + PROCESSOR_LINES);
    }

    @Test
    void anEntityOfRowPoliciesAloneIsRefusedInTheSameWords() {
        String note = NOTE.replace("@TenantScoped", "@dev.rls.RowPolicy(name = \"own\", using = \"tenantId = :sub\")");

        refused(Sources.compiledWithoutProcessor(note))
                .hasMessage(
                        "RLS101: shop.Note has policies (@TenantScoped, @RowPolicy), but it was compiled without the"
                                + " annotation processor: the class path has no policy index. " + PROCESSOR_LINES);
    }

    @Test
    void anEntityMissingInTheIndexIsRefused() {
        Sources library = Sources.compiled(List.of("-Arls.unit=billing"), NOTE.replace("Note", "Bill"));

        refused(Sources.compiledWithoutProcessor(NOTE).with(library))
                .hasMessage(
                        "RLS102: shop.Note has policies (@TenantScoped, @RowPolicy), but no policy index on the class path has it. Found: units"
                                + " billing. Build the module of this entity again, from scratch. If it has never been compiled"
                                + " with the processor: " + PROCESSOR_LINES);
    }

    @Test
    void anEntityThatOnlyTheIndexKnowsIsRefused() {
        Sources stale = Sources.compiledWithoutProcessor(NOTE.replace("@TenantScoped", ""));
        Sources fresh = Sources.compiled(List.of(), NOTE);
        stale.replace("META-INF/rls/unit", fresh.text("META-INF/rls/unit"));
        stale.replace("META-INF/rls/app/policies.json", fresh.text("META-INF/rls/app/policies.json"));

        refused(stale)
                .hasMessage(
                        "RLS103: the policy index of unit app has shop.Note, which is neither @TenantScoped nor has a @RowPolicy. If the"
                                + " annotations were removed, build again; the rollback of the table's changeset takes the policies"
                                + " away");
    }

    @Test
    void twoClassPathEntriesOfOneUnitAreRefused() throws MalformedURLException {
        Sources first = Sources.compiled(List.of(), NOTE);
        Sources second = Sources.compiled(List.of(), NOTE.replace("Note", "Bill"));

        refused(first.with(second))
                .hasMessage("RLS104: two entries of the class path have the policy unit app:\n  "
                        + first.classes().toUri().toURL() + "META-INF/rls/unit\n  "
                        + second.classes().toUri().toURL() + "META-INF/rls/unit\n"
                        + "Name one of them otherwise, with the processor option -Arls.unit=<name>");
    }

    @Test
    void twoUnitsStandSideBySide() {
        Sources library = Sources.compiled(List.of("-Arls.unit=billing"), NOTE.replace("Note", "Bill"));

        try (SessionFactory factory =
                Sources.compiled(List.of(), NOTE).with(library).build(h2())) {
            assertThat(RlsProtection.of(factory).scopedEntities()).containsExactlyInAnyOrder("shop.Bill", "shop.Note");
        }
    }

    @Test
    void anIndexThatCannotBeReadIsRefused() {
        Sources sources = Sources.compiled(List.of(), NOTE);
        String index = sources.text("META-INF/rls/app/policies.json");
        sources.replace("META-INF/rls/app/policies.json", index.replace("\"format\": 3", "\"format\": 4"));

        refused(sources)
                .hasMessage(
                        "RLS105: the policy index META-INF/rls/app/policies.json cannot be read: format 4 of the policy"
                                + " index is not 3, the one this version reads. Build its module again");
    }

    @Test
    void anAnnotationBelowTheRootIsRefused() {
        String root = """
                package shop;

                @jakarta.persistence.Entity
                public class Paper {
                    @jakarta.persistence.Id Long id;
                }
                """;

        refused(Sources.compiledWithoutProcessor(
                        root,
                        NOTE.replace("class Note", "class Note extends Paper").replace("@Id Long id;", "")))
                .hasMessage(
                        "RLS106: shop.Note has policies (@TenantScoped, @RowPolicy), but it is not the root of its hierarchy. Move the"
                                + " annotations to shop.Paper");
    }

    @Test
    void aMappedSuperclassBringsTheAnnotation() {
        String base = """
                package shop;

                @jakarta.persistence.MappedSuperclass
                @dev.rls.TenantScoped
                public class Owned {
                    String tenantId;
                }
                """;
        String note = """
                package shop;

                @jakarta.persistence.Entity
                public class Note extends Owned {
                    @jakarta.persistence.Id Long id;
                }
                """;

        try (SessionFactory factory = Sources.compiled(List.of(), base, note).build(h2())) {
            assertThat(RlsProtection.of(factory).scopedEntities()).containsExactly("shop.Note");
        }
    }

    @Test
    void namesThatHibernateMakesOtherwiseAreRefused() {
        Map<String, Object> settings = new HashMap<>(h2());
        settings.put(
                "hibernate.physical_naming_strategy",
                "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl");
        settings.put("hibernate.default_schema", "Sales");
        Sources sources = Sources.compiled(List.of(), NOTE.replace("Note", "OldNote"));

        assertThatThrownBy(() -> sources.metadata(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("""
                        RLS108: the mapping of shop.OldNote is not the one the policies were compiled for:
                          table: compiled "oldnote", mapped "old_note"
                          schema: compiled "public", mapped "sales"
                          column of "tenantId": compiled "tenantid", mapped "tenant_id"
                        Tell the processor what Hibernate does (-Arls.naming=spring for Spring Boot's naming strategy, \
                        -Arls.schema=<name> for hibernate.default_schema), or name table, schema and column in the \
                        mapping""");
        Sources told =
                Sources.compiled(List.of("-Arls.naming=spring", "-Arls.schema=Sales"), NOTE.replace("Note", "OldNote"));
        assertThat(told.metadata(settings)).isNotNull();
    }

    @Test
    void namesAreFoldedAsPostgresDoes() {
        String note = NOTE.replace("String tenantId;", "@Column(name = \"ÄNDERER\") String tenantId;");

        Sources.compiled(List.of(), note).build(h2()).close();
    }

    @Test
    void twoTenantClaimsInOnePersistenceUnitAreRefused() {
        Sources library = Sources.compiled(
                List.of("-Arls.unit=billing"),
                NOTE.replace("Note", "Bill").replace("@TenantScoped", "@TenantScoped(claim = \"org\")"));

        refused(Sources.compiled(List.of(), NOTE).with(library))
                .hasMessage(
                        "RLS109: a persistence unit has one tenant claim of one type, but shop.Bill has claim \"org\" of"
                                + " type string and shop.Note has claim \"tenant_id\" of type string. Give them the same, or put"
                                + " them into persistence units of their own");
    }

    @Test
    void hibernatesTenantIdBesideIsRefused() {
        String other = """
                package shop;

                import jakarta.persistence.*;

                @Entity
                public class Memo {
                    @Id Long id;
                    @org.hibernate.annotations.TenantId String tenant;
                }
                """;

        refused(Sources.compiled(List.of(), NOTE, other))
                .hasMessage(
                        "RLS110: the persistence unit has entities with Hibernate's @TenantId beside protected ones;"
                                + " both use Hibernate's one tenant filter. Annotate the entities @TenantScoped and remove"
                                + " @TenantId");
    }

    @Test
    void aConnectionProviderOfTheUsersOwnIsRefused() {
        Map<String, Object> settings = new HashMap<>(h2());
        settings.put(
                "hibernate.multi_tenant_connection_provider",
                new OneDatabase(Place.h2().application()));

        assertThatThrownBy(() -> Sources.compiled(List.of(), NOTE).metadata(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("RLS111: the persistence unit has protected entities and a MultiTenantConnectionProvider of"
                        + " its own. Connections are bound to the claims by the one of this library, which wraps any data"
                        + " source: remove hibernate.multi_tenant_connection_provider and configure a data source or a"
                        + " ConnectionProvider; to route to several databases, route inside it");
    }

    @Test
    void aTenantResolverOfTheUsersOwnIsRefused() {
        String message = "RLS112: the persistence unit has protected entities and a CurrentTenantIdentifierResolver of"
                + " its own. The tenant comes from verified claims alone: remove hibernate.tenant_identifier_resolver (or"
                + " the bean) and open a ClaimsScope instead";
        Sources sources = Sources.compiled(List.of(), NOTE);
        Map<String, Object> settings = new HashMap<>(h2());
        settings.put("hibernate.tenant_identifier_resolver", new AlwaysAcme());

        assertThatThrownBy(() -> sources.metadata(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(message);

        Metadata metadata = sources.metadata(h2());
        assertThatThrownBy(() -> metadata.getSessionFactoryBuilder()
                        .applyCurrentTenantIdentifierResolver(new AlwaysAcme())
                        .build())
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(message);
    }

    @Test
    void tablesThatNoPolicyCanProtectAreRefused() {
        String composite = NOTE.replace(
                        "@Id Long id;", "@Id Long id; @Id Long part; @ElementCollection java.util.List<String> tags;")
                .replace("public class Note {", "public class Note implements java.io.Serializable {");
        refused(Sources.compiled(List.of(), composite))
                .hasMessage(
                        "RLS113: the table Note_tags, a table of the protected shop.Note, cannot be protected: it refers to"
                                + " it by several columns, for which no policy is made. " + FIX);
        refused(Sources.compiled(
                        List.of(),
                        NOTE.replace("@Id Long id;", "@Id Short id; @ElementCollection java.util.List<String> tags;")))
                .hasMessage(
                        "RLS113: the table Note_tags, a table of the protected shop.Note, cannot be protected: it refers to"
                                + " it by a Short, of which no policy can be made. " + FIX);
    }

    @Test
    void collectionsThatSomebodyElseReadsAreRefusedWhereNothingElseFilters() {
        Map<String, Object> settings = new HashMap<>(h2());
        settings.put("hibernate.persister.resolver", "org.hibernate.persister.internal.StandardPersisterClassResolver");
        Sources sources = Sources.compiled(List.of(), NOTE);
        assertThatThrownBy(() -> sources.build(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS115: the persistence unit has protected entities and a"
                        + " hibernate.persister.resolver of its own.");
    }

    @Test
    void twoCollectionsInOneTableAreRefused() {
        refused(Sources.compiled(List.of(), NOTE.replace("@Id Long id;", """
                                @Id Long id;
                                @ManyToMany @JoinTable(name = "links", joinColumns = @JoinColumn(name = "a"),
                                    inverseJoinColumns = @JoinColumn(name = "b")) java.util.Set<Note> some;
                                @ManyToMany @JoinTable(name = "links", joinColumns = @JoinColumn(name = "a"),
                                    inverseJoinColumns = @JoinColumn(name = "c")) java.util.Set<Note> others;
                                """)))
                .hasMessageStartingWith("RLS113: shop.Note#");
    }

    /** The one column would lead to the rows of one of them, and the policies to no other. */
    @Test
    void oneTableForTheValuesOfTwoEntitiesIsRefused() {
        String values = """
                @Id Long id;
                @ElementCollection @CollectionTable(name = "both", joinColumns = @JoinColumn(name = "x"))
                java.util.Set<String> values;
                """;
        refused(Sources.compiled(
                        List.of(),
                        NOTE.replace("@Id Long id;", values),
                        NOTE.replace("class Note", "class Memo").replace("@Id Long id;", values)))
                .hasMessageStartingWith("RLS113: shop.")
                .hasMessageContaining(
                        "refer to protected entities by different columns, or to different ones by the same");
    }

    @Test
    void historiesWithoutAColumnThatAPolicyAsksForAreRefused() {
        refused(Sources.compiled(
                        List.of(),
                        NOTE.replace("@Entity", "@Entity @org.hibernate.annotations.Audited")
                                .replace(
                                        "String tenantId;",
                                        "@org.hibernate.annotations.Audited.Excluded String tenantId;")))
                .hasMessage(
                        "RLS113: the table Note_AUD, a history of the protected shop.Note, cannot be protected: it leaves"
                                + " out the column tenantid, which a policy asks for. Have its attribute in the history too:"
                                + " no @NotAudited or @Audited.Excluded on it, and where a mapped superclass declares it,"
                                + " Envers' @Audited on that as well");
    }

    @Test
    void anEntityThatAnotherContributorBringsLaterIsRefused() {
        String contributor = """
                package shop;

                import org.hibernate.boot.ResourceStreamLocator;
                import org.hibernate.boot.spi.*;

                public class Late implements AdditionalMappingContributor {
                    public void contribute(AdditionalMappingContributions contributions,
                            InFlightMetadataCollector metadata, ResourceStreamLocator resources,
                            MetadataBuildingContext context) {
                        contributions.contributeEntity(Note.class);
                    }
                }
                """;
        Sources sources = Sources.compiled(List.of(), NOTE, contributor)
                .unmapped("shop.Note")
                .unmapped("shop.Late");
        sources.replace("META-INF/services/org.hibernate.boot.spi.AdditionalMappingContributor", "shop.Late");

        refused(sources)
                .hasMessage(
                        "RLS114: shop.Note has policies (@TenantScoped, @RowPolicy), but another AdditionalMappingContributor added it after the"
                                + " protected entities had been bound. Name it as a managed class of the persistence unit");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Sources sources) {
        return assertThatThrownBy(() -> sources.build(h2())).isInstanceOf(StartRefusedException.class);
    }

    /** The version that Maven wrote into the class path. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = RlsProtection.class.getResourceAsStream("internal/boot/library.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(properties.getProperty("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        return properties.getProperty("version");
    }

    private static Map<String, Object> h2() {
        return Place.connectBy(Place.h2().application());
    }

    /** What an application brings that kept each tenant in a database of its own. */
    private static final class OneDatabase extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<Object> {

        private final transient DataSource dataSource;

        OneDatabase(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        protected DataSource selectAnyDataSource() {
            return dataSource;
        }

        @Override
        protected DataSource selectDataSource(Object tenant) {
            return dataSource;
        }
    }

    /** What an application brings that resolved its tenants by itself. */
    public static final class AlwaysAcme implements CurrentTenantIdentifierResolver<Object> {

        @Override
        public Object resolveCurrentTenantIdentifier() {
            return "acme";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }
}
