package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Hibernate joins to a row without policies, where it does not look for filters by itself. */
class UncheckedJoinsTest {

    private static final String IMPORTS = """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;
        import org.hibernate.annotations.*;

        """;

    private static final String KINDS = """
            @AnyKeyJavaClass(Long.class)
            @AnyDiscriminatorValue(discriminator = "T", entity = Tag.class)
        """;

    private static final String[] SOURCES = {
        IMPORTS + """
        @Entity
        @dev.rls.TenantScoped
        public class Tag {
            @Id public Long id;
            public String tenantId;
            public String name;
        }
        """,
        hierarchy("Single", "SINGLE_TABLE"),
        below("Single"),
        hierarchy("Joined", "JOINED"),
        below("Joined"),
        hierarchy("Tables", "TABLE_PER_CLASS"),
        below("Tables"),
        IMPORTS + """
        @Embeddable
        public class Part {
            public String word;
            @ManyToOne public Tag tag;
        }
        """,
        IMPORTS + """
        @Entity
        public class Box {
            @Id public Long id;
            public String name;
            @Embedded public Part part;
        }
        """,
        IMPORTS + """
        @Entity
        public class Crate {
            @Id public Long id;
            public String name;
            @Any @Column(name = "kind") @JoinColumn(name = "tag_id")
        """ + KINDS + """
            public Object tag;
        }
        """,
        rack("Rack", "LAZY"),
        rack("Shelf", "EAGER")
    };

    private static String rack(String name, String fetch) {
        return IMPORTS + """
        @Entity
        public class %1$s {
            @Id public Long id;
            public String name;
            @ManyToAny(fetch = FetchType.%2$s) @Column(name = "kind")
            @JoinTable(name = "%1$s_tag", joinColumns = @JoinColumn(name = "rack_id"),
                inverseJoinColumns = @JoinColumn(name = "tag_id"))
        """.formatted(name, fetch) + KINDS + """
            public Set<Object> tags;
        }
        """;
    }

    private static String hierarchy(String name, String strategy) {
        return IMPORTS + """
        @Entity
        @Inheritance(strategy = InheritanceType.%2$s)
        public class %1$s {
            @Id public Long id;
            public String name;
        }
        """.formatted(name, strategy);
    }

    private static String below(String name) {
        return IMPORTS + """
        @Entity
        public class %1$sTagged extends %1$s {
            @ManyToOne public Tag tag;
        }
        """.formatted(name);
    }

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(List.of("-Arls.unit=unchecked"), SOURCES));
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    @BeforeEach
    void seed() {
        trio.seed(
                "delete from rack_tag",
                "delete from rack",
                "delete from shelf_tag",
                "delete from shelf",
                "delete from crate",
                "delete from box",
                "delete from single",
                "delete from joinedtagged",
                "delete from joined",
                "delete from tablestagged",
                "delete from tag",
                "insert into tag (id, tenantid, name) values (1, 'acme', 'a'), (2, 'globex', 'g')",
                "insert into single (id, dtype, name, tag_id) values (1, 'SingleTagged', 'x', 1), (2, 'SingleTagged', 'x', 2)",
                "insert into joined (id, name) values (1, 'x'), (2, 'x')",
                "insert into joinedtagged (id, tag_id) values (1, 1), (2, 2)",
                "insert into tablestagged (id, name, tag_id) values (1, 'x', 1), (2, 'x', 2)",
                "insert into box (id, name, word, tag_id) values (1, 'x', 'w', 1), (2, 'x', 'w', 2)",
                "insert into crate (id, name, kind, tag_id) values (1, 'x', 'T', 1), (2, 'x', 'T', 2)",
                "insert into rack (id, name) values (1, 'x'), (2, 'x')",
                "insert into rack_tag (rack_id, kind, tag_id) values (1, 'T', 1), (2, 'T', 1), (2, 'T', 2)",
                "insert into shelf (id, name) values (1, 'x'), (2, 'x')",
                "insert into shelf_tag (rack_id, kind, tag_id) values (1, 'T', 1), (2, 'T', 1), (2, 'T', 2)");
    }

    static Stream<Arguments> joined() {
        return StreamSupport.stream(trio.modes().spliterator(), false)
                .flatMap(mode -> Stream.of("Single", "Joined", "Tables", "Box", "Crate", "Rack", "Shelf")
                        .map(entity -> Arguments.of(mode, entity)));
    }

    /** A row of another tenant's is no value: to be told so may be an error, never the row. */
    @ParameterizedTest
    @MethodSource("joined")
    void whatIsJoinedIsFiltered(String mode, String entity) {
        assertThat(acme(mode, session -> names(session.find("shop." + entity, 1L))))
                .isEqualTo(List.of("a"));
        for (Function<Session, @Nullable Object> load : List.<Function<Session, @Nullable Object>>of(
                session -> names(session.find("shop." + entity, 2L)),
                session -> names(Hibernate.unproxy(session.getReference("shop." + entity, 2L))))) {
            Object[] seen = new Object[1];
            Throwable thrown = catchThrowable(() -> seen[0] = acme(mode, load));
            assertThat(thrown == null ? String.valueOf(seen[0]) : "").as(entity).doesNotContain("g");
        }
    }

    /** Nor is it written over by whoever changes something else. */
    @ParameterizedTest
    @MethodSource("joined")
    void whatIsHiddenIsNotWrittenOver(String mode, String entity) {
        Throwable refused = catchThrowable(() -> acme(mode, session -> {
            Object found = session.find("shop." + entity, 2L);
            set(found, "name", "changed");
            return null;
        }));
        String table = switch (entity) {
            case "Joined", "Tables" -> entity + "tagged";
            case "Rack", "Shelf" -> entity + "_tag";
            default -> entity;
        };
        String key = table.endsWith("_tag") ? "rack_id" : "id";
        assertThat(tags(mode, "select tag_id from " + table + " where " + key + " = 2 order by tag_id"))
                .as("%s", refused)
                .contains("2");
    }

    private static List<String> tags(String mode, String query) {
        try {
            return trio.place(mode).truth().column(query).stream()
                    .map(String::valueOf)
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object names(Object found) {
        Object held = field(found, "part") == null ? found : field(found, "part");
        Object tags = field(held, "tags") == null ? field(held, "tag") : field(held, "tags");
        Collection<?> all = tags instanceof Collection<?> several ? several : tags == null ? List.of() : List.of(tags);
        return all.stream()
                .map(tag -> String.valueOf(field(Hibernate.unproxy(tag), "name")))
                .toList();
    }

    private static @Nullable Object field(@Nullable Object instance, String field) {
        try {
            return instance == null ? null : instance.getClass().getField(field).get(instance);
        } catch (NoSuchFieldException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object instance, String field, Object value) {
        try {
            instance.getClass().getField(field).set(instance, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object acme(String mode, Function<Session, ?> work) {
        return ClaimsScope.call(Tenants.ACME, () -> trio.factory(mode).fromTransaction(session -> work.apply(session)));
    }
}
