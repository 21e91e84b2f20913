package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims of each type narrow reads and writes, alone and as arrays; what is written counts as its column will hold it. */
class TypedPolicyTest {

    private static final String ONE = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String OTHER = "3f2504e0-4f89-41d3-9a0c-0305e82c3302";
    private static final String FOREIGN = "3f2504e0-4f89-41d3-9a0c-0305e82c3303";

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "held", using = "held = :one or held in :some")
            public class Note {
                @Id public Long id;
                String tenantId;
                public %s held;
            }
            """;

    enum Where {
        H2(Place::h2),
        POSTGRES(() -> Place.postgres(Version.V18));

        private final Supplier<Place> place;

        Where(Supplier<Place> place) {
            this.place = place;
        }
    }

    /**
     * A type of attributes.
     *
     * @param type in Java
     * @param one a claim
     * @param some a claim that is an array
     * @param values of attributes: the claim, the element, and what is neither
     * @param literals the same in SQL
     */
    record Type(String type, Object one, List<?> some, List<?> values, List<String> literals) {

        @Override
        public String toString() {
            return type;
        }
    }

    static Stream<Arguments> types() {
        return Stream.of(
                        new Type("String", "a", List.of("b"), List.of("a", "b", "c"), List.of("'a'", "'b'", "'c'")),
                        new Type(
                                "java.util.UUID",
                                ONE,
                                List.of(OTHER),
                                List.of(UUID.fromString(ONE), UUID.fromString(OTHER), UUID.fromString(FOREIGN)),
                                List.of("'" + ONE + "'", "'" + OTHER + "'", "'" + FOREIGN + "'")),
                        new Type(
                                "Long",
                                4200000000L,
                                List.of(1L),
                                List.of(4200000000L, 1L, 2L),
                                List.of("4200000000", "1", "2")),
                        new Type("Integer", -7, List.of(1), List.of(-7, 1, 2), List.of("-7", "1", "2")),
                        new Type(
                                "java.math.BigDecimal",
                                new BigDecimal("1.5"),
                                List.of(new BigDecimal("2.25")),
                                List.of(new BigDecimal("1.50"), new BigDecimal("2.25"), new BigDecimal("1.51")),
                                List.of("1.50", "2.25", "1.51")),
                        new Type(
                                "Boolean",
                                true,
                                List.of(true),
                                List.of(true, true, false),
                                List.of("true", "true", "false")))
                .flatMap(type -> Stream.of(Where.values()).map(where -> Arguments.of(type, where)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void claimsOfEachTypeNarrow(Type type, Where where) {
        Place place = where.place.get();
        Claims claims =
                Tenants.claims(Map.of("tenant_id", "acme", "sub", "alice", "one", type.one(), "some", type.some()));
        try (SessionFactory factory = factory(place, NOTE.formatted(type.type()))) {
            for (int i = 0; i < type.literals().size(); i++) {
                place.truth("insert into note (id, tenantid, held) values (" + (i + 1) + ", 'acme', "
                        + type.literals().get(i) + ")");
            }
            Object own = type.values().get(0);
            Object foreign = type.values().get(2);

            assertThat(ids(factory, claims)).containsExactly(1L, 2L);
            assertThat(ids(factory, Tenants.ACME)).as("without the claims").isEmpty();
            refused(factory, claims, s -> s.persist(instance(s, 4L, "held", foreign)));
            refused(factory, claims, s -> update(s, "update Note set held = :held where id = 1", foreign));
            refused(factory, claims, s -> update(s, "insert into Note (id, held) values (5, :held)", foreign));
            in(factory, claims, s -> s.persist(instance(s, 4L, "held", own)));
            in(factory, claims, s -> update(s, "update Note set held = :held where id = 2", own));
            in(factory, claims, s -> update(s, "insert into Note (id, held) values (5, :held)", own));
            assertThat(ids(factory, claims)).containsExactly(1L, 2L, 4L, 5L);
        }
    }

    private static final String ENTRY = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "small", on = Operation.INSERT, using = "amount is null or amount <= 10")
            @RowPolicy(name = "early", on = Operation.INSERT, using = "micros is null or micros < '2026-01-01T00:00:00.000002Z'")
            @RowPolicy(name = "soon", on = Operation.INSERT, using = "millis is null or millis < '2026-01-01T00:00:00.002Z'")
            @RowPolicy(name = "now", on = {Operation.SELECT, Operation.UPDATE}, using = "millis is null or millis <= current_timestamp")
            public class Note {
                @Id public Long id;
                String tenantId;
                public java.math.BigDecimal amount;
                public java.time.OffsetDateTime micros;
                @Column(secondPrecision = 3) public java.time.Instant millis;
            }
            """;

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenCountsAsItsColumnWillHoldIt(Where where) {
        try (SessionFactory factory = factory(where.place.get(), ENTRY)) {
            String second = "2026-01-01T00:00:00";
            Map<String, List<?>> admittedAndNot = Map.of(
                    "amount", List.of(new BigDecimal("10.004"), new BigDecimal("10.005")),
                    "micros",
                            List.of(
                                    OffsetDateTime.parse(second + ".0000014Z"),
                                    OffsetDateTime.parse(second + ".0000015Z")),
                    "millis", List.of(Instant.parse(second + ".001499Z"), Instant.parse(second + ".0015Z")));
            admittedAndNot.forEach((attribute, values) -> {
                in(
                        factory,
                        Tenants.ACME,
                        s -> s.persist(instance(s, (long) attribute.length(), attribute, values.get(0))));
                refused(factory, Tenants.ACME, s -> s.persist(instance(s, 9L, attribute, values.get(1))));
                in(factory, Tenants.ACME, s -> update(s, "delete from Note where id <> :held", 0L));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClockNarrowsStatementsToo(Where where) {
        Place place = where.place.get();
        try (SessionFactory factory = factory(place, ENTRY)) {
            place.truth(
                    "insert into note (id, tenantid, millis) values (1, 'acme', timestamp with time zone '2026-01-01 00:00:00+00'),"
                            + " (2, 'acme', timestamp with time zone '2926-01-01 00:00:00+00')");

            assertThat(ids(factory, Tenants.ACME)).containsExactly(1L);
            refused(
                    factory,
                    Tenants.ACME,
                    s -> update(s, "update Note set millis = :held", Instant.parse("2926-01-01T00:00:00Z")));
            in(factory, Tenants.ACME, s -> update(s, "update Note set millis = :held", Instant.EPOCH));
        }
    }

    private static final String[] LABELLED = {"""
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "open", on = Operation.UPDATE, using = "label.name = 'open'")
            @RowPolicy(name = "labelled", on = Operation.INSERT, using = "label.id <> 2")
            public class Note {
                @Id public Long id;
                String tenantId;
                public String text;
                @ManyToOne(fetch = FetchType.LAZY) public Label label;
            }
            """, """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            public class Label {
                @Id public Long id;
                String tenantId;
                public String name;
            }
            """};

    @ParameterizedTest
    @EnumSource
    void whatAReferenceLeadsToNarrows(Where where) {
        Place place = where.place.get();
        try (SessionFactory factory = factory(place, LABELLED)) {
            place.truth(
                    "insert into label (id, tenantid, name) values (1, 'acme', 'open'), (2, 'acme', 'closed'), (3, 'globex', 'open')");
            place.poison(
                    "insert into note (id, tenantid, label_id) values (1, 'acme', 1), (2, 'acme', 2), (3, 'acme', null), (4, 'acme', 3)");

            in(factory, Tenants.ACME, s -> set(s.find("shop.Note", 1L), "text", "changed"));
            for (long id : List.of(2L, 3L, 4L)) {
                refused(factory, Tenants.ACME, s -> set(s.find("shop.Note", id), "text", "changed"));
            }
            in(factory, Tenants.ACME, s -> s.persist(instance(s, 5L, "label", s.getReference("shop.Label", 1L))));
            refused(factory, Tenants.ACME, s -> s.persist(instance(s, 6L, "label", s.getReference("shop.Label", 2L))));
            refused(factory, Tenants.ACME, s -> s.persist(instance(s, 6L, "label", s.find("shop.Label", 2L))));
        }
    }

    private static void set(Object note, String attribute, Object value) {
        try {
            note.getClass().getField(attribute).set(note, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionFactory factory(Place place, String... source) {
        Sources sources = Sources.compiled(List.of(), source);
        if (place.isH2()) {
            Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
            settings.put("hibernate.hbm2ddl.auto", "create");
            return sources.build(settings);
        }
        sources.createTables(place);
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        return sources.build(Place.connectBy(place.application()));
    }

    private static void refused(SessionFactory factory, Claims claims, Consumer<Session> work) {
        assertThatThrownBy(() -> in(factory, claims, work)).isInstanceOf(WriteRejectedException.class);
    }

    private static void in(SessionFactory factory, Claims claims, Consumer<Session> work) {
        ClaimsScope.run(claims, () -> factory.inTransaction(work));
    }

    private static void update(Session session, String hql, Object held) {
        session.createMutationQuery(hql).setParameter("held", held).executeUpdate();
    }

    private static List<Long> ids(SessionFactory factory, Claims claims) {
        return ClaimsScope.call(
                claims,
                () -> factory.fromTransaction(
                        session -> session.createSelectionQuery("select id from Note order by id", Long.class)
                                .getResultList()));
    }

    private static Object instance(Session session, long id, String attribute, Object value) {
        try {
            Class<?> type = session.getFactory().getMetamodel().entity("Note").getJavaType();
            Object note = type.getConstructor().newInstance();
            type.getField("id").set(note, id);
            type.getField(attribute).set(note, value);
            return note;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
