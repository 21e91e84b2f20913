package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that never names its tenant works as if there were none: until it names another one. */
class LeftOutTenantTest {

    private static final String[] SOURCES = {"""
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        @Inheritance(strategy = InheritanceType.JOINED)
        public class Item {
            @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) public Long id;
            @Version public int version;
            public String tenantId;
            public String name;
            @ElementCollection public Set<String> tags = new HashSet<>();
            @ManyToOne public Item other;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Book extends Item {
            public String isbn;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped(shared = true)
        public class Holiday {
            @Id public Long id;
            public String tenantId;
            public String name;
        }
        """};

    private static final Map<String, Place> PLACES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=leftout"), SOURCES);
        Place h2 = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(h2.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        FACTORIES.put("orm", sources.build(settings));
        PLACES.put("orm", h2);
        if (Place.hasServers()) {
            Place postgres = Place.postgres(Version.V18);
            sources.createTables(postgres);
            postgres.runText(
                    PolicyExport.of(FACTORIES.get("orm")).indexes().get(0).toChangelog());
            postgres.owner("grant usage on all sequences in schema public to rls_app");
            FACTORIES.put("both", sources.build(Place.connectBy(postgres.application())));
            PLACES.put("both", postgres);
        }
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    static List<String> modes() {
        return List.copyOf(FACTORIES.keySet());
    }

    @BeforeEach
    void seed() {
        PLACES.values()
                .forEach(place -> place.truth(
                        "delete from item_tags",
                        "delete from book",
                        "delete from item",
                        "delete from holiday",
                        "insert into item (id, version, tenantid, name) values (-1, 0, 'acme', 'old'), (-2, 0, 'globex', 'old')",
                        "insert into holiday (id, tenantid, name) values (1, 'acme', 'own'), (2, null, 'of all')"));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatWasPersistedIsChangedInTheSameFlush(String mode) {
        acme(mode, session -> {
            Object item = made(mode, "Item", null, null);
            session.persist(item);
            set(item, "name", "changed");
            Object book = made(mode, "Book", null, null);
            session.persist(book);
            set(book, "name", "changed");
            tags(book).add("tag");
            set(item, "other", book);
            set(book, "other", item);
        });
        assertThat(rows(mode, "select concat(tenantid, ' ', name) from item where id > 0"))
                .containsExactly("acme changed", "acme changed");
        assertThat(rows(mode, "select tags from item_tags")).containsExactly("tag");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatWasPersistedIsRemovedInTheSameFlush(String mode) {
        acme(mode, session -> {
            for (String entity : List.of("Item", "Book")) {
                Object item = made(mode, entity, null, null);
                session.persist(item);
                session.remove(item);
            }
        });
        assertThat(rows(mode, "select name from item where id > 0")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aNewInstanceWithACollectionIsMerged(String mode) {
        acme(mode, session -> {
            for (String entity : List.of("Item", "Book")) {
                Object item = made(mode, entity, null, null);
                tags(item).add(entity);
                Object merged = session.merge(item);
                set(merged, "name", "merged");
            }
        });
        assertThat(rows(mode, "select tags from item_tags order by 1")).containsExactly("Book", "Item");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aDetachedInstanceThatLeavesItOutIsMerged(String mode) {
        acme(mode, session -> {
            Object merged = session.merge(made(mode, "Item", -1L, null));
            session.flush();
            assertThat(get(merged, "tenantId")).isEqualTo("acme");
        });
        assertThat(rows(mode, "select concat(tenantid, ' ', name) from item where id = -1"))
                .containsExactly("acme new");
        assertThatThrownBy(() -> acme(mode, session -> session.merge(made(mode, "Item", -2L, null))))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class, e -> assertThat(e.code()).isEqualTo("RLS303"));
        assertThat(rows(mode, "select name from item where id = -2")).containsExactly("old");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aManagedInstanceWhoseTenantWasClearedGetsItBack(String mode) {
        acme(mode, session -> {
            Object item = session.find("shop.Item", -1L);
            set(item, "tenantId", null);
            set(item, "name", "changed");
            session.flush();
            assertThat(get(item, "tenantId")).isEqualTo("acme");
        });
        assertThat(rows(mode, "select concat(tenantid, ' ', name) from item where id = -1"))
                .containsExactly("acme changed");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void statelessSessionsUpdateAndDeleteWhatLeavesItOut(String mode) {
        stateless(mode, made(mode, "Item", -1L, null), false);
        assertThat(rows(mode, "select concat(tenantid, ' ', name) from item where id = -1"))
                .containsExactly("acme new");
        for (boolean delete : new boolean[] {false, true}) {
            assertThatThrownBy(() -> stateless(mode, made(mode, "Item", -2L, null), delete))
                    .isInstanceOf(Exception.class);
            assertThat(rows(mode, "select name from item where id = -2")).containsExactly("old");
        }
        Object changed = made(mode, "Item", -1L, null);
        set(changed, "version", 1);
        stateless(mode, changed, true);
        assertThat(rows(mode, "select name from item where id = -1")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void anotherTenantIsRefusedAsEver(String mode) {
        for (Consumer<Session> write : List.<Consumer<Session>>of(
                session -> session.persist(made(mode, "Item", null, "globex")),
                session -> session.merge(made(mode, "Item", -1L, "globex")),
                session -> set(session.find("shop.Item", -1L), "tenantId", "globex"))) {
            assertThatThrownBy(() -> acme(mode, write))
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isEqualTo("RLS301"));
        }
    }

    /** There null is a row of everybody's. */
    @ParameterizedTest
    @MethodSource("modes")
    void whereRowsMayBeOfNobodyNullIsRefused(String mode) {
        for (Consumer<Session> write : List.<Consumer<Session>>of(
                session -> set(session.find("shop.Holiday", 1L), "tenantId", null),
                session -> set(session.find("shop.Holiday", 2L), "name", "changed"),
                session -> session.remove(session.find("shop.Holiday", 2L)))) {
            assertThatThrownBy(() -> acme(mode, write)).isInstanceOf(WriteRejectedException.class);
        }
        assertThat(rows(mode, "select concat(tenantid, name) from holiday order by id"))
                .containsExactly("acmeown", "of all");
    }

    private static void stateless(String mode, Object instance, boolean delete) {
        ClaimsScope.run(
                Tenants.ACME,
                () -> FACTORIES.get(mode).inStatelessTransaction(session -> {
                    if (delete) {
                        session.delete(instance);
                    } else {
                        session.update(instance);
                    }
                }));
    }

    private static void acme(String mode, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> FACTORIES.get(mode).inTransaction(work));
    }

    private static Object made(String mode, String entity, Long id, String tenant) {
        Object made = FACTORIES
                .get(mode)
                .unwrap(SessionFactoryImplementor.class)
                .getMappingMetamodel()
                .getEntityDescriptor("shop." + entity)
                .instantiate(null, (SharedSessionContractImplementor) null);
        set(made, "id", id);
        set(made, "tenantId", tenant);
        set(made, "name", "new");
        return made;
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> tags(Object item) {
        return (Collection<Object>) get(item, "tags");
    }

    private static Object get(Object instance, String field) {
        try {
            return field(instance, field).get(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object instance, String field, Object value) {
        try {
            field(instance, field).set(instance, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Object instance, String name) throws NoSuchFieldException {
        return instance.getClass().getField(name);
    }

    private static List<String> rows(String mode, String query) {
        try {
            return PLACES.get(mode).truth().column(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
