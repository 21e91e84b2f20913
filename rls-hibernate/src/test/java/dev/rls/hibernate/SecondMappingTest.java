package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** What is mapped to a protected table without being protected would read and write every row, so it does not start. */
class SecondMappingTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @Table(name = "note")
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static final String OTHER = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @Table(name = "note")
            public class Other {
                @Id Long id;
            }
            """;

    private static final String SCHEMA = "If it has another table of that name, name the schema of that in the mapping";

    @Test
    void anEntityOnAProtectedTableIsRefused() {
        refused(secondEntity("shop.Other", "note"), NOTE, OTHER);
    }

    @Test
    void soAreItsNamesInOtherWritings() {
        refused(secondEntity("shop.Other", "note"), NOTE, OTHER.replace("\"note\"", "\"NOTE\""));
        refused(secondEntity("shop.Other", "`NOTE`"), NOTE, OTHER.replace("\"note\"", "\"`NOTE`\""));
        refused(
                secondEntity("shop.Other", "public.note"),
                NOTE,
                OTHER.replace("\"note\"", "\"note\", schema = \"public\""));
        refused(secondEntity("shop.Other", "note"), NOTE.replace("\"note\"", "\"note\", schema = \"public\""), OTHER);
    }

    @Test
    void tablesOfOtherNamesAndSchemasStart() {
        starts(Set.of("shop.Note"), NOTE, OTHER.replace("\"note\"", "\"notes\""));
        starts(Set.of("shop.Note"), NOTE, OTHER.replace("\"note\"", "\"note\", schema = \"archive\""));
    }

    @Test
    void theDefaultSchemaIsThatOfTablesWithoutOne() {
        String archived = NOTE.replace("\"note\"", "\"note\", schema = \"archive\"");
        Map<String, Object> settings = new HashMap<>(h2());
        settings.put("hibernate.default_schema", "PUBLIC");

        Sources.compiled(List.of(), archived, OTHER).build(settings).close();
        settings.put("hibernate.default_schema", "archive");
        assertThatThrownBy(() -> Sources.compiled(List.of(), archived, OTHER)
                        .build(settings)
                        .close())
                .hasMessage(secondEntity("shop.Other", "note"));
    }

    @Test
    void anotherEntityOfTheSamePoliciesStarts() {
        starts(
                Set.of("shop.Note", "shop.Other"),
                NOTE,
                OTHER.replace("@Entity", "@Entity @dev.rls.TenantScoped").replace("@Id", "String tenantId; @Id"));
    }

    @Test
    void subclassesInTheTableOfTheirRootStart() {
        starts(Set.of("shop.Note"), NOTE, """
                package shop;

                @jakarta.persistence.Entity
                public class LongNote extends Note {
                    String text;
                }
                """);
    }

    @Test
    void aSubselectStarts() {
        starts(Set.of("shop.Note"), NOTE, """
                package shop;

                @jakarta.persistence.Entity
                @jakarta.persistence.Table(name = "note")
                @org.hibernate.annotations.Subselect("select 1 as id")
                public class One {
                    @jakarta.persistence.Id Long id;
                }
                """);
    }

    @Test
    void subclassesOnAProtectedTableAreRefused() {
        String root = OTHER.replace("@Entity", "@Entity @Inheritance(strategy = InheritanceType.JOINED)")
                .replace("\"note\"", "\"other\"");

        refused(secondEntity("shop.Below", "note"), NOTE, root, below("note"));
        starts(Set.of("shop.Note"), NOTE, root, below("below"));
    }

    @Test
    void tablesBesideAnEntitysOwnAreRefused() {
        assertPart("shop.Other", "@SecondaryTable(name = \"%s\")", "@Column(table = \"%1$s\") String text;");
        assertPart("shop.Other", "", "@ManyToOne @JoinTable(name = \"%s\") Other next;");
        assertPart(
                "shop.Other.tags",
                "",
                "@ElementCollection @CollectionTable(name = \"%s\") java.util.List<String> tags;");
        assertPart("shop.Other.others", "", "@ManyToMany @JoinTable(name = \"%s\") java.util.List<Other> others;");
    }

    @Test
    void collectionsOfProtectedEntitiesStart() {
        starts(
                Set.of("shop.Note"),
                NOTE.replace("@Id", "@ManyToOne Other other; @Id"),
                other("", "@OneToMany(mappedBy = \"other\") java.util.List<Note> notes;"));
    }

    @Test
    void anEntityThatAnotherContributorBringsLaterIsRefusedToo() {
        String contributor = """
                package shop;

                import org.hibernate.boot.ResourceStreamLocator;
                import org.hibernate.boot.spi.*;

                public class Late implements AdditionalMappingContributor {
                    public void contribute(AdditionalMappingContributions contributions,
                            InFlightMetadataCollector metadata, ResourceStreamLocator resources,
                            MetadataBuildingContext context) {
                        contributions.contributeEntity(Other.class);
                    }
                }
                """;
        Sources sources = Sources.compiled(List.of(), NOTE, OTHER, contributor)
                .unmapped("shop.Other")
                .unmapped("shop.Late");
        sources.replace("META-INF/services/org.hibernate.boot.spi.AdditionalMappingContributor", "shop.Late");

        refused(secondEntity("shop.Other", "note"), sources);
    }

    private static void assertPart(String what, String annotation, String member) {
        refused(
                "RLS123: " + what
                        + " is mapped to the table note of the protected shop.Note: through it Hibernate would"
                        + " filter nothing. Remove it and ask for shop.Note. " + SCHEMA,
                NOTE,
                other(annotation.formatted("note"), member.formatted("note")));
        starts(Set.of("shop.Note"), NOTE, other(annotation.formatted("apart"), member.formatted("apart")));
    }

    private static String other(String annotation, String member) {
        return OTHER.replace("@Table(name = \"note\")", annotation).replace("@Id", member + " @Id");
    }

    private static String below(String table) {
        return """
                package shop;

                @jakarta.persistence.Entity
                @jakarta.persistence.Table(name = "%s")
                public class Below extends Other {
                    String text;
                }
                """.formatted(table);
    }

    private static String secondEntity(String entity, String table) {
        return "RLS123: " + entity + " is mapped to the table " + table + " of the protected shop.Note and has no"
                + " policies (@TenantScoped, @RowPolicy): through it Hibernate would filter nothing. Annotate it like"
                + " shop.Note, or remove it. " + SCHEMA;
    }

    private static void refused(String message, String... sources) {
        refused(message, Sources.compiled(List.of(), sources));
    }

    private static void refused(String message, Sources sources) {
        assertThatThrownBy(() -> sources.build(h2()).close())
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(message);
    }

    private static void starts(Set<String> entities, String... sources) {
        try (SessionFactory factory = Sources.compiled(List.of(), sources).build(h2())) {
            assertThat(RlsProtection.of(factory).scopedEntities()).isEqualTo(entities);
        }
    }

    private static Map<String, Object> h2() {
        return Place.connectBy(Place.h2().application());
    }
}
