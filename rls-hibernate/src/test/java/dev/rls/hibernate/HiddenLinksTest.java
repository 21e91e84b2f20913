package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Links of a collection that lead to rows the claims do not see. Nobody who cannot see them takes them away, whoever the
 * owner belongs to, and whether or not a database looks again.
 */
class HiddenLinksTest {

    private static final String[] SOURCES = {
        """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Item {
            @Id public Long id;
            String tenantId;
        }
        """, category("Shared", ""), category("Own", "@dev.rls.TenantScoped"), """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        public class Bespoke {
            @Id public Long id;
            @ManyToMany
            @JoinTable(name = "bespoke_item",
                    joinColumns = @JoinColumn(name = "owner_id"), inverseJoinColumns = @JoinColumn(name = "item_id"))
            @org.hibernate.annotations.SQLDeleteAll(sql = "delete from bespoke_item where owner_id = ? -- mine")
            public Set<Item> set = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        public class Unkeyed {
            @Id public Long id;
            @ElementCollection @OrderColumn(name = "pos")
            @CollectionTable(name = "loose", joinColumns = @JoinColumn(name = "owner_id"))
            public List<Part> idx = new ArrayList<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Embeddable
        public class Part {
            @ManyToOne public Item item;
        }
        """
    };

    /** An entity with every kind of collection that has a table of its own. */
    private static String category(String name, String annotation) {
        String tenant = annotation.isEmpty() ? "" : "String tenantId;";
        return """
            package shop;

            import jakarta.persistence.*;
            import java.util.*;

            @Entity
            %2$s
            public class %1$s {
                @Id public Long id;
                %3$s
                public String name;
                @ManyToMany
                @JoinTable(name = "%1$s_set",
                        joinColumns = @JoinColumn(name = "owner_id"), inverseJoinColumns = @JoinColumn(name = "item_id"))
                public Set<Item> set = new HashSet<>();
                @ManyToMany
                @JoinTable(name = "%1$s_bag",
                        joinColumns = @JoinColumn(name = "owner_id"), inverseJoinColumns = @JoinColumn(name = "item_id"))
                public List<Item> bag = new ArrayList<>();
                @ManyToMany
                @OrderColumn(name = "pos")
                @JoinTable(name = "%1$s_idx",
                        joinColumns = @JoinColumn(name = "owner_id"), inverseJoinColumns = @JoinColumn(name = "item_id"))
                public List<Item> idx = new ArrayList<>();
                @ManyToMany
                @MapKeyColumn(name = "k")
                @JoinTable(name = "%1$s_map",
                        joinColumns = @JoinColumn(name = "owner_id"), inverseJoinColumns = @JoinColumn(name = "item_id"))
                public Map<String, Item> map = new HashMap<>();
            }
            """.formatted(name, annotation, tenant);
    }

    private static final Claims ACME = Tenants.claims(Map.of("tenant_id", "acme"));

    private static final Map<String, Place> PLACES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        Sources sources = Sources.compiled(List.of("-Arls.unit=links"), SOURCES);
        Place h2 = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(h2.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        add("h2", h2, sources.build(settings));
        h2.truth("alter table loose drop primary key");
        if (!Place.hasServers()) {
            return;
        }
        Place alone = Place.postgres(Version.V18);
        sources.createTables(alone);
        settings = new HashMap<>(Place.connectBy(alone.owner()));
        settings.put("rls.enforce", "orm");
        add("orm", alone, sources.build(settings));
        alone.truth("alter table loose drop constraint loose_pkey");
        Place both = Place.postgres(Version.V18);
        sources.createTables(both);
        both.runText(PolicyExport.of(factory("h2")).indexes().get(0).toChangelog());
        add("both", both, sources.build(Place.connectBy(both.application())));
        both.truth(
                "alter table loose drop constraint loose_pkey",
                "grant select, insert, update, delete on all tables in schema public to rls_app");
    }

    private static void add(String mode, Place place, SessionFactory factory) {
        PLACES.put(mode, place);
        FACTORIES.put(mode, factory);
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    @BeforeEach
    void seed() {
        PLACES.values().forEach(place -> {
            for (String owner : OWNERS) {
                for (String kind : KINDS) {
                    place.truth("delete from " + owner + "_" + kind);
                }
                place.truth("delete from " + owner);
            }
            place.truth(
                    "delete from loose",
                    "delete from bespoke_item",
                    "delete from bespoke",
                    "delete from unkeyed",
                    "delete from item",
                    "insert into item (id, tenantid) values (1, 'acme'), (2, 'globex'), (3, 'acme')",
                    "insert into shared (id, name) values (1, 'shared')",
                    "insert into own (id, name, tenantid) values (1, 'own', 'acme')",
                    "insert into unkeyed (id) values (1)",
                    "insert into bespoke (id) values (1)",
                    "insert into bespoke_item (owner_id, item_id) values (1, 1), (1, 2)");
            for (String owner : OWNERS) {
                place.poison(
                        "insert into " + owner + "_set (owner_id, item_id) values (1, 1), (1, 2)",
                        "insert into " + owner + "_bag (owner_id, item_id) values (1, 1), (1, 2)",
                        "insert into " + owner + "_idx (owner_id, item_id, pos) values (1, 1, 0), (1, 2, 1)",
                        "insert into " + owner + "_map (owner_id, item_id, k) values (1, 1, 'a'), (1, 2, 'b')");
            }
        });
    }

    private static final List<String> OWNERS = List.of("shared", "own");
    private static final List<String> KINDS = List.of("set", "bag", "idx", "map");

    static Stream<String> modes() {
        return Place.hasServers() ? Stream.of("h2", "orm", "both") : Stream.of("h2");
    }

    private static final Map<String, Change> CHANGES = Map.of(
            "the only one that is seen is removed",
                    (session, items, owner, kind) -> items.get().remove(item(session, 1)),
            "cleared", (session, items, owner, kind) -> items.get().clear(),
            "replaced by nothing", (session, items, owner, kind) -> replace(owner, kind, null),
            "replaced without having been loaded",
                    (session, items, owner, kind) -> {
                        assertThat(Hibernate.isInitialized(get(owner, kind))).isFalse();
                        replace(owner, kind, null);
                    });

    @ParameterizedTest
    @MethodSource("modes")
    void whatIsSeenGoesAndTheRestStays(String mode) {
        for (String owner : OWNERS) {
            for (String kind : KINDS) {
                CHANGES.forEach((name, change) -> {
                    seed();
                    Throwable thrown =
                            catchThrowable(() -> change(mode, owner, kind, !name.contains("without"), change));
                    assertThat(thrown).as(owner + "." + kind + " " + name).isNull();
                    assertThat(links(mode, owner, kind))
                            .as(owner + "." + kind + " " + name)
                            .containsExactly("2");
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatIsAddedStandsBesideThem(String mode) {
        for (String owner : OWNERS) {
            for (String kind : List.of("set", "bag")) {
                change(
                        mode,
                        owner,
                        kind,
                        true,
                        (session, items, of, name) -> items.get().add(item(session, 3)));
                assertThat(links(mode, owner, kind)).as(owner + "." + kind).containsExactly("1", "2", "3");
                change(mode, owner, kind, true, (session, items, of, name) -> replace(of, name, item(session, 3)));
                assertThat(links(mode, owner, kind)).as(owner + "." + kind).containsExactly("2", "3");
            }
            change(mode, owner, "map", true, (session, items, of, name) -> map(of).put("c", item(session, 3)));
            assertThat(links(mode, owner, "map")).as(owner).containsExactly("1", "2", "3");
            change(mode, owner, "map", true, (session, items, of, name) -> map(of).remove("c"));
            assertThat(links(mode, owner, "map")).as(owner).containsExactly("1", "2");
        }
    }

    /** Row security keeps the links, and with them the owner, by their foreign key. */
    @ParameterizedTest
    @MethodSource("modes")
    void anOwnerDoesNotGoFromUnderThem(String mode) {
        for (String owner : OWNERS) {
            for (String kind : KINDS) {
                for (boolean loaded : List.of(true, false)) {
                    seed();
                    KINDS.stream()
                            .filter(other -> !other.equals(kind))
                            .forEach(other -> place(mode).truth("delete from " + owner + "_" + other));
                    Throwable thrown = catchThrowable(
                            () -> change(mode, owner, kind, loaded, (session, items, of, name) -> session.remove(of)));
                    if (mode.equals("both")) {
                        assertThat(thrown).isNotNull();
                    } else {
                        assertThat(thrown)
                                .as(owner + "." + kind)
                                .isInstanceOfSatisfying(
                                        WriteRejectedException.class,
                                        e -> assertThat(e).hasMessageStartingWith("RLS303: delete of shop."));
                    }
                    assertThat(links(mode, owner, kind)).as(owner + "." + kind).containsExactly("1", "2");
                    assertThat(rows(mode, "select name from " + owner)).hasSize(1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void anOwnerGoesWhereAllIsSeen(String mode) {
        for (String owner : OWNERS) {
            for (boolean loaded : List.of(true, false)) {
                seed();
                KINDS.forEach(kind -> place(mode).truth("delete from " + owner + "_" + kind + " where item_id = 2"));
                change(mode, owner, "set", loaded, (session, items, of, name) -> session.remove(of));
                assertThat(rows(mode, "select name from " + owner)).isEmpty();
                KINDS.forEach(kind -> assertThat(links(mode, owner, kind)).isEmpty());
            }
        }
    }

    /** A job without claims deletes what is nobody's, as long as nothing of anybody hangs on it. */
    @ParameterizedTest
    @MethodSource("modes")
    void withoutClaimsAnOwnerGoesThatHasNone(String mode) {
        assertThat(catchThrowable(() -> removeShared(mode))).isNotNull();
        assertThat(rows(mode, "select name from shared")).hasSize(1);
        KINDS.forEach(kind -> assertThat(links(mode, "shared", kind)).containsExactly("1", "2"));
        KINDS.forEach(kind -> place(mode).truth("delete from shared_" + kind));
        if (!mode.equals("both")) { // the database asks for claims wherever it comes to a policy
            removeShared(mode);
            assertThat(rows(mode, "select name from shared")).isEmpty();
        }
    }

    private static void removeShared(String mode) {
        factory(mode).inTransaction(session -> session.remove(session.find(entity("shared"), 1L)));
    }

    /** A stateless session knows no collections, and writes those of an instance anew. */
    @ParameterizedTest
    @MethodSource("modes")
    void statelessSessionsLeaveThemAlone(String mode) {
        for (String owner : OWNERS) {
            seed();
            ClaimsScope.run(
                    ACME,
                    () -> factory(mode).inStatelessTransaction(session -> {
                        Object of = session.get(entity(owner), 1L);
                        replace(of, "set", session.get("shop.Item", 3L));
                        replace(of, "bag", null);
                        session.update(of);
                    }));
            assertThat(links(mode, owner, "set")).as(owner).containsExactly("2", "3");
            assertThat(links(mode, owner, "bag")).as(owner).containsExactly("2");
            assertThat(catchThrowable(() -> ClaimsScope.run(
                            ACME,
                            () -> factory(mode).inStatelessTransaction(session -> {
                                Object of = session.get(entity(owner), 1L);
                                KINDS.forEach(kind -> replace(of, kind, null));
                                session.delete(of);
                            }))))
                    .isNotNull();
            for (String kind : KINDS) {
                assertThat(links(mode, owner, kind)).as(owner + "." + kind).contains("2");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deletesByQueryLeaveThemAlone(String mode) {
        for (String owner : OWNERS) {
            assertThat(catchThrowable(() -> ClaimsScope.run(
                            ACME,
                            () -> factory(mode)
                                    .inTransaction(
                                            session -> session.createMutationQuery("delete from " + entity(owner))
                                                    .executeUpdate()))))
                    .isNotNull();
            for (String kind : KINDS) {
                assertThat(links(mode, owner, kind)).as(owner + "." + kind).contains("2");
            }
        }
    }

    /** Nobody sees the position that is taken, and nobody writes over what is there. */
    @ParameterizedTest
    @MethodSource("modes")
    void positionsAndKeysOfThemAreTaken(String mode) {
        Map<String, Change> changes = Map.of(
                "idx", (session, items, of, name) -> items.get().add(item(session, 3)),
                "map", (session, items, of, name) -> map(of).put("b", item(session, 3)));
        for (String owner : OWNERS) {
            changes.forEach((kind, change) -> {
                Throwable thrown = catchThrowable(() -> change(mode, owner, kind, true, change));
                assertThat(thrown)
                        .as(owner + "." + kind)
                        .isInstanceOfSatisfying(
                                WriteRejectedException.class,
                                e -> assertThat(e.code()).isEqualTo(mode.equals("both") ? "RLS307" : "RLS303"));
                assertThat(thrown).hasMessageNotContaining("(1").hasNoCause();
                assertThat(links(mode, owner, kind)).as(owner + "." + kind).containsExactly("1", "2");
            });
        }
    }

    /** Where no key of the database keeps two rows from one position. */
    @ParameterizedTest
    @MethodSource("modes")
    void positionsWithoutAKeyAreNotWrittenOver(String mode) {
        List<Consumer<List<Object>>> changes =
                List.of(parts -> parts.remove(0), parts -> parts.set(0, null), parts -> parts.set(0, parts.get(1)));
        for (Consumer<List<Object>> change : changes) {
            seed();
            place(mode).poison("insert into loose (owner_id, item_id, pos) values (1, 1, 0), (1, 2, 0), (1, 3, 1)");
            Throwable thrown = catchThrowable(() -> ClaimsScope.run(
                    ACME,
                    () -> factory(mode).inTransaction(session -> {
                        change.accept(list(session.find("shop.Unkeyed", 1L)));
                    })));
            if (!mode.equals("both")) {
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                WriteRejectedException.class,
                                e -> assertThat(e.code()).isEqualTo("RLS303"));
            }
            assertThat(rows(mode, "select item_id from loose where pos = 0 order by 1"))
                    .contains("2");
        }
    }

    /** No condition can be added to it. */
    @ParameterizedTest
    @MethodSource("modes")
    void sqlOfTheMappingDeletesNoneOfThem(String mode) {
        Runnable clear = () -> ClaimsScope.run(
                ACME,
                () -> factory(mode)
                        .inTransaction(session -> elements(get(session.find("shop.Bespoke", 1L), "set"))
                                .clear()));
        Throwable thrown = catchThrowable(clear::run);
        assertThat(links(mode, "bespoke", "item")).contains("2");
        if (!mode.equals("both")) {
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isEqualTo("RLS303"));
            place(mode).truth("delete from bespoke_item where item_id = 2");
            clear.run();
            assertThat(links(mode, "bespoke", "item")).isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object unkeyed) {
        return (List<Object>) get(unkeyed, "idx");
    }

    private static Object item(Session session, long id) {
        return session.find("shop.Item", id);
    }

    private static String entity(String owner) {
        return owner.equals("own") ? "shop.Own" : "shop.Shared";
    }

    private static void change(String mode, String owner, String kind, boolean loaded, Change change) {
        ClaimsScope.run(
                ACME,
                () -> factory(mode).inTransaction(session -> {
                    Object of = session.find(entity(owner), 1L);
                    Object value = get(of, kind);
                    if (loaded) {
                        Hibernate.initialize(value);
                    }
                    change.of(session, () -> elements(value), of, kind);
                }));
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> elements(Object value) {
        return value instanceof Map<?, ?> map ? (Collection<Object>) map.values() : (Collection<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object owner) {
        return (Map<String, Object>) get(owner, "map");
    }

    private static void replace(Object owner, String kind, @Nullable Object element) {
        List<Object> elements = element == null ? List.of() : List.of(element);
        Object value = switch (kind) {
            case "set" -> new HashSet<>(elements);
            case "map" -> element == null ? new HashMap<>() : new HashMap<>(Map.of("c", element));
            default -> new ArrayList<>(elements);
        };
        try {
            owner.getClass().getField(kind).set(owner, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Object owner, String kind) {
        try {
            return owner.getClass().getField(kind).get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> links(String mode, String owner, String kind) {
        return rows(mode, "select item_id from " + owner + "_" + kind + " order by 1");
    }

    private static List<String> rows(String mode, String sql) {
        try (Connection connection = place(mode).truth().connect()) {
            return Sql.column(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Place place(String mode) {
        return Objects.requireNonNull(PLACES.get(mode));
    }

    private static SessionFactory factory(String mode) {
        return Objects.requireNonNull(FACTORIES.get(mode));
    }

    @FunctionalInterface
    private interface Change {
        void of(Session session, Supplier<Collection<Object>> items, Object owner, String kind);
    }
}
