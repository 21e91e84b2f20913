package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application's own filters narrow what the policies admit, whatever their conditions say. */
class OtherFiltersTest {

    private static final String BOOK = """
        package shop;

        import jakarta.persistence.*;
        import java.util.Set;
        import org.hibernate.annotations.*;

        @Entity
        @dev.rls.TenantScoped
        @FilterDef(name = "wide", defaultCondition = "name = 'none' or 1 = 1", autoEnabled = true, applyToLoadByKey = true)
        @Filter(name = "wide")
        @FilterDef(name = "none", defaultCondition = "1 = 0", applyToLoadByKey = true)
        @Filter(name = "none")
        @SuppressWarnings("unused")
        public class Book {
            @Id public Long id;
            public String tenantId;
            public String name;
            @ManyToOne public Shelf shelf;
        }
        """;

    private static final String SHELF = """
        package shop;

        import jakarta.persistence.*;
        import java.util.Set;
        import org.hibernate.annotations.*;

        @Entity
        @Filter(name = "wide")
        public class Shelf {
            @Id public Long id;
            public String name;
            @OneToMany(mappedBy = "shelf") @Filter(name = "wide") public Set<Book> books;
            @ManyToMany
            @JoinTable(name = "shelf_pick")
            @Filter(name = "wide")
            @FilterJoinTable(name = "wide", condition = "shelf_id = 0 or 1 = 1")
            public Set<Book> picks;
        }
        """;

    private static final Map<String, Function<Session, Object>> READS = Map.of(
            "HQL", session -> names(session, "select name from Book order by name"),
            "join from what has no policies", session -> names(session, "select b.name from Shelf s join s.books b"),
            "cross join", session -> names(session, "select b.name from Shelf s, Book b order by b.name"),
            "link table", session -> names(session, "select b.name from Shelf s join s.picks b order by b.name"),
            "collection", session -> size(session, "books"),
            "collection of links", session -> size(session, "picks"),
            "find",
                    session -> Stream.of(1L, 2L)
                            .filter(id -> session.find("shop.Book", id) != null)
                            .toList(),
            "find several",
                    session -> Stream.of("1", "2")
                            .filter(id -> !names(session, "select name from Book where id = " + id)
                                    .isEmpty())
                            .toList(),
            "update",
                    session -> session.createMutationQuery("update Book set name = name")
                            .executeUpdate(),
            "delete",
                    session -> session.createMutationQuery("delete from Book where id > 2 or id = 2")
                                    .executeUpdate()
                            + 1);

    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() {
        FACTORIES.put("H2", factory(Place.h2()));
        if (Place.hasServers()) {
            FACTORIES.put("PostgreSQL", factory(Place.postgres(Version.V18)));
        }
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    static Stream<Arguments> reads() {
        return FACTORIES.keySet().stream()
                .flatMap(place -> READS.keySet().stream().map(read -> Arguments.of(place, read)));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void anOrInAFilterLetsNothingPass(String place, String read) {
        Object seen = ClaimsScope.call(
                Tenants.ACME,
                () -> Objects.requireNonNull(FACTORIES.get(place))
                        .fromTransaction(session ->
                                Objects.requireNonNull(READS.get(read)).apply(session)));

        assertThat(seen instanceof List<?> list ? list.size() : seen).isEqualTo(1);
    }

    static Stream<String> places() {
        return FACTORIES.keySet().stream();
    }

    /** Hibernate locks by the key, whatever is filtered. */
    @ParameterizedTest
    @MethodSource("places")
    void aFilterThatHidesALoadedRowKeepsNoLockAway(String place) {
        LockMode locked = ClaimsScope.call(
                Tenants.ACME,
                () -> Objects.requireNonNull(FACTORIES.get(place)).fromTransaction(session -> {
                    Object book = session.find("shop.Book", 1L);
                    session.enableFilter("none");
                    session.lock(book, LockMode.PESSIMISTIC_WRITE);
                    return session.getCurrentLockMode(book);
                }));

        assertThat(locked).isEqualTo(LockMode.PESSIMISTIC_WRITE);
    }

    @Test
    void ofSubclassesItIsRefused() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=subclass"), BOOK, SHELF, """
                package shop;

                import jakarta.persistence.*;
                import org.hibernate.annotations.*;

                @Entity
                @Filter(name = "wide", condition = "name = '(' or (1 = 1)")
                public class Comic extends Book {}
                """);

        assertThatThrownBy(() -> sources.build(settings(Place.h2())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS119: the filter wide of the subclass shop.Comic has an \"or\" outside of");
    }

    private static SessionFactory factory(Place place) {
        Map<String, Object> settings = settings(place);
        settings.put(RlsSettings.ENFORCE, "orm");
        SessionFactory factory =
                Sources.compiled(List.of("-Arls.unit=filters"), BOOK, SHELF).build(settings);
        place.truth(
                "insert into shelf (id, name) values (1, 'one')",
                "insert into book (id, tenantid, name, shelf_id) values (1, 'acme', 'a', 1), (2, 'globex', 'g', 1)",
                "insert into shelf_pick values (1, 1), (1, 2)");
        return factory;
    }

    private static Map<String, Object> settings(Place place) {
        Map<String, Object> settings =
                new HashMap<>(Place.connectBy(place.truth().dataSource()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        return settings;
    }

    private static List<String> names(Session session, String query) {
        return session.createSelectionQuery(query, String.class).getResultList();
    }

    private static Object size(Session session, String attribute) {
        Object shelf = session.find("shop.Shelf", 1L);
        try {
            return ((java.util.Collection<?>)
                            shelf.getClass().getField(attribute).get(shelf))
                    .size();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
