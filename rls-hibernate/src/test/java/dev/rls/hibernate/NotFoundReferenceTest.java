package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @NotFound(IGNORE)} reads as null because a filter hides it is not written over with that null. */
class NotFoundReferenceTest {

    private static final String ITEM = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Item {
            @Id public Long id;
            String tenantId;
        }
        """;

    private static final String[] SOURCES = {ITEM, """
        package shop;

        import jakarta.persistence.*;
        import org.hibernate.annotations.*;

        @Entity
        @Inheritance(strategy = InheritanceType.JOINED)
        public class Letter {
            @Id public Long id;
            public String text;
            @ManyToOne @NotFound(action = NotFoundAction.IGNORE) @JoinColumn(name = "item_id") public Item item;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Registered extends Letter {
            public String number;
        }
        """};

    private static final Claims ACME = Tenants.claims(Map.of("tenant_id", "acme"));

    private static final Map<String, Place> PLACES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        Sources sources = Sources.compiled(List.of("-Arls.unit=letters"), SOURCES);
        Place h2 = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(h2.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        PLACES.put("h2", h2);
        FACTORIES.put("h2", sources.build(settings));
        if (!Place.hasServers()) {
            return;
        }
        Place both = Place.postgres(Version.V18);
        sources.createTables(both);
        both.runText(PolicyExport.of(factory("h2")).indexes().get(0).toChangelog());
        PLACES.put("both", both);
        FACTORIES.put("both", sources.build(Place.connectBy(both.application())));
        both.truth("grant select, insert, update, delete on all tables in schema public to rls_app");
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    @BeforeEach
    void seed() {
        PLACES.values()
                .forEach(place -> place.truth(
                        "delete from registered",
                        "delete from letter",
                        "delete from item",
                        "insert into item (id, tenantid) values (1, 'acme'), (2, 'globex')",
                        "insert into letter (id, text, item_id) values (1, 'own', 1), (2, 'foreign', 2), (3, 'gone', 9),"
                                + " (4, 'none', null), (5, 'registered', 2)",
                        "insert into registered (id, number) values (5, 'r')"));
    }

    static Stream<String> modes() {
        return Place.hasServers() ? Stream.of("h2", "both") : Stream.of("h2");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aReferenceThatNobodyAssignedStays(String mode) {
        ClaimsScope.run(
                ACME,
                () -> factory(mode).inTransaction(session -> {
                    for (long id = 1; id <= 5; id++) {
                        Object letter = session.find("shop.Letter", id);
                        set(letter, "text", "changed");
                        assertThat(get(letter, "item") == null).isEqualTo(id != 1);
                    }
                    set(session.find("shop.Registered", 5L), "number", "changed");
                }));
        assertThat(references(mode)).containsExactly("1=1", "2=2", "3=9", "4=", "5=2");
        assertThat(rows(mode, "select distinct text from letter")).containsExactly("changed");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void soItDoesInAMergedInstance(String mode) {
        Object letter =
                ClaimsScope.call(ACME, () -> factory(mode).fromTransaction(session -> session.find("shop.Letter", 2L)));
        set(letter, "text", "changed");
        ClaimsScope.run(ACME, () -> factory(mode).inTransaction(session -> session.merge(letter)));
        assertThat(rows(mode, "select text from letter where id = 2")).containsExactly("changed");
        assertThat(references(mode)).contains("2=2");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void oneThatIsAssignedIsWritten(String mode) {
        ClaimsScope.run(
                ACME,
                () -> factory(mode).inTransaction(session -> {
                    set(session.find("shop.Letter", 1L), "item", null);
                    set(session.find("shop.Letter", 2L), "item", session.find("shop.Item", 1L));
                    set(session.find("shop.Letter", 4L), "item", session.find("shop.Item", 1L));
                }));
        assertThat(references(mode)).containsExactly("1=", "2=1", "3=9", "4=1", "5=2");
    }

    /** It writes all columns, and does not know what was loaded. */
    @ParameterizedTest
    @MethodSource("modes")
    void statelessSessionsDoNotWriteNullOverIt(String mode) {
        for (boolean upsert : List.of(false, true)) {
            for (long id : List.of(2L, 5L)) {
                assertThatThrownBy(() -> write(mode, id, upsert))
                        .isInstanceOfSatisfying(WriteRejectedException.class, e -> {
                            assertThat(e.code()).isEqualTo("RLS303");
                            assertThat(e).hasMessageContaining("item");
                        });
            }
            for (long id : List.of(1L, 4L)) {
                assertThat(catchThrowable(() -> write(mode, id, upsert))).isNull();
            }
        }
        assertThat(references(mode)).containsExactly("1=1", "2=2", "3=9", "4=", "5=2");
        assertThat(rows(mode, "select id from letter where text = 'stateless' order by 1"))
                .containsExactly("1", "4");
    }

    private static void write(String mode, long id, boolean upsert) {
        ClaimsScope.run(
                ACME,
                () -> factory(mode).inStatelessTransaction(session -> {
                    Object letter = session.get("shop.Letter", id);
                    set(letter, "text", "stateless");
                    if (upsert) {
                        session.upsert(letter);
                    } else {
                        session.update(letter);
                    }
                }));
    }

    /** Where Hibernate writes more than the columns that changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Embedded public Stamp stamp;",
                "@ManyToOne @NotFound(action = NotFoundAction.IGNORE) @JoinTable(name = \"card_item\") public Item item;"
            })
    void theStartIsRefusedWhereItWouldBeWrittenOver(String attribute) {
        Sources sources = card(attribute);
        assertThatThrownBy(() -> sources.build(Place.connectBy(Place.h2().application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS127: shop.Card.")
                .hasMessageContaining("insertable = false, updatable = false");
    }

    @Test
    void aReferenceThatIsNeverWrittenIsNotRefused() {
        Sources sources = card("@Column(name = \"item_id\") public Long itemId;"
                + " @ManyToOne @NotFound(action = NotFoundAction.IGNORE)"
                + " @JoinColumn(name = \"item_id\", insertable = false, updatable = false) public Item item;");
        sources.build(Place.connectBy(Place.h2().application())).close();
    }

    private static Sources card(String attribute) {
        return Sources.compiled(List.of("-Arls.unit=cards"), ITEM, """
                package shop;

                import jakarta.persistence.*;
                import org.hibernate.annotations.*;

                @Embeddable
                public class Stamp {
                    public String place;
                    @ManyToOne @NotFound(action = NotFoundAction.IGNORE) public Item item;
                }
                """, """
                package shop;

                import jakarta.persistence.*;
                import org.hibernate.annotations.*;

                @Entity
                public class Card {
                    @Id public Long id;
                    public String text;
                    %s
                }
                """.formatted(attribute));
    }

    private static List<String> references(String mode) {
        return rows(mode, "select id || '=' || coalesce(cast(item_id as varchar), '') from letter order by id");
    }

    private static List<String> rows(String mode, String sql) {
        try (Connection connection =
                Objects.requireNonNull(PLACES.get(mode)).truth().connect()) {
            return Sql.column(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object get(Object instance, String attribute) {
        try {
            return instance.getClass().getField(attribute).get(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object instance, String attribute, @Nullable Object value) {
        try {
            instance.getClass().getField(attribute).set(instance, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionFactory factory(String mode) {
        return Objects.requireNonNull(FACTORIES.get(mode));
    }
}
