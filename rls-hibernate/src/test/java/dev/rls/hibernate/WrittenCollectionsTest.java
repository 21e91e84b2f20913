package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.Operation;
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
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of collections are written by whoever may write the owner, and lead to what the writer sees. */
class WrittenCollectionsTest {

    private static final String[] SOURCES = {"""
        package shop;

        import dev.rls.*;
        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @TenantScoped
        @RowPolicy(name = "own", on = {Operation.UPDATE, Operation.INSERT, Operation.DELETE}, using = "owner = :sub")
        public class Note {
            @Id public Long id;
            String tenantId;
            public String owner;
            @ElementCollection public List<String> tags = new ArrayList<>();
            @ManyToMany public List<Label> labels = new ArrayList<>();
            @ElementCollection public Set<String> words = new HashSet<>();
            @ElementCollection @OrderColumn public List<String> steps = new ArrayList<>();
            @ManyToMany @OrderColumn @JoinTable(name = "note_ranked") public List<Label> ranked = new ArrayList<>();
            @OneToMany @JoinColumn(name = "note_id") public List<Page> pages = new ArrayList<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Label {
            @Id public Long id;
            String tenantId;
        }
        """, """
        package shop;

        import dev.rls.*;
        import jakarta.persistence.*;

        @Entity
        @TenantScoped
        @RowPolicy(name = "open", on = Operation.UPDATE, using = "closed = false")
        public class Page {
            @Id public Long id;
            String tenantId;
            boolean closed;
        }
        """};

    private static final String[] SEEDS = {
        "delete from note_tags",
        "delete from note_steps",
        "delete from note_words",
        "delete from note_ranked",
        "delete from note_label",
        "delete from page",
        "delete from label",
        "delete from note",
        "insert into note (id, tenantid, owner) values (1, 'acme', 'alice'), (2, 'globex', 'gus')",
        "insert into note_tags (note_id, tags) values (1, 'old'), (1, 'new')",
        "insert into note_words (note_id, words) values (1, 'old'), (1, 'new')",
        "insert into note_steps (note_id, steps, steps_order) values (1, 'one', 0), (1, 'two', 1)",
        "insert into label (id, tenantid) values (1, 'acme'), (2, 'globex'), (3, 'acme')",
        "insert into note_label (note_id, labels_id) values (1, 1)",
        "insert into note_ranked (note_id, ranked_id, ranked_order) values (1, 1, 0)",
        "insert into page (id, tenantid, closed, note_id) values (1, 'acme', false, 1), (2, 'globex', false, 2),"
                + " (3, 'acme', true, 1), (4, 'acme', true, null)"
    };

    private static final String ALL = "select tags from note_tags union all select words from note_words"
            + " union all select steps from note_steps union all select cast(ranked_id as varchar) from note_ranked";

    private static final Claims ALICE = Tenants.claims(Map.of("tenant_id", "acme", "sub", "alice"));
    private static final Claims BOB = Tenants.claims(Map.of("tenant_id", "acme", "sub", "bob"));

    private static final Map<String, Place> PLACES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        Sources sources = Sources.compiled(List.of("-Arls.unit=collections"), SOURCES);
        Place h2 = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(h2.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        FACTORIES.put("orm", sources.build(settings));
        PLACES.put("orm", h2);
        if (!Place.hasServers()) {
            return;
        }
        Place postgres = Place.postgres(Version.V18);
        sources.createTables(postgres);
        postgres.runText(PolicyExport.of(FACTORIES.get("orm")).indexes().get(0).toChangelog());
        FACTORIES.put("both", sources.build(Place.connectBy(postgres.application())));
        PLACES.put("both", postgres);
    }

    @BeforeEach
    void seed() {
        PLACES.values().forEach(place -> place.truth(SEEDS));
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void aBagOfValuesIsChanged(String mode) {
        change(mode, ALICE, note -> values(note, "tags").remove("old"));
        assertThat(rows(mode, "select tags from note_tags")).containsExactly("new");
        change(mode, ALICE, note -> values(note, "tags").clear());
        assertThat(rows(mode, "select tags from note_tags")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void onlyWhoMayWriteTheOwnerWritesThem(String mode) {
        assertThatThrownBy(() -> change(mode, BOB, note -> values(note, "words").add("bob's")))
                .isInstanceOfSatisfying(WriteRejectedException.class, e -> {
                    assertThat(e.code()).isEqualTo("RLS302");
                    assertThat(e.entity()).isEqualTo("shop.Note#words");
                    assertThat(e.operation()).isEqualTo(Operation.INSERT);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void aBagOfLinksIsChanged(String mode) {
        change(mode, ALICE, (session, note) -> values(note, "labels").add(session.find("shop.Label", 3L)));
        assertThat(rows(mode, "select labels_id from note_label order by 1")).containsExactly("1", "3");
        change(mode, ALICE, note -> values(note, "labels").clear());
        assertThat(rows(mode, "select labels_id from note_label")).isEmpty();
    }

    /** Hibernate would delete them all, and insert those it knows. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void hiddenLinksOfABagAreKept(String mode) {
        place(mode).truth("insert into note_label (note_id, labels_id) values (1, 2)");
        change(mode, ALICE, (session, note) -> values(note, "labels").add(session.find("shop.Label", 3L)));
        assertThat(rows(mode, "select labels_id from note_label order by 1")).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void elementsAreLinkedByWhoMayUpdateThem(String mode) {
        assertThatThrownBy(() -> change(
                        mode, ALICE, (session, note) -> values(note, "pages").add(session.find("shop.Page", 4L))))
                .isInstanceOf(WriteRejectedException.class);
        assertThatThrownBy(() -> change(
                        mode,
                        ALICE,
                        (session, note) -> values(note, "pages").add(session.getReference("shop.Page", 2L))))
                .isInstanceOf(WriteRejectedException.class);
        change(mode, ALICE, (session, note) -> {
            values(note, "pages").removeIf(page -> session.getIdentifier(page).equals(1L));
        });
        assertThat(rows(mode, "select id from page where note_id = 1")).containsExactly("3");
        change(mode, ALICE, (session, note) -> values(note, "pages").add(session.find("shop.Page", 1L)));
        assertThat(rows(mode, "select id from page where note_id = 1 order by 1"))
                .containsExactly("1", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void elementsOfANewOwnerAreLinkedAndThoseOfAReplacedCollectionReleased(String mode) {
        place(mode).truth("update page set closed = false");
        change(
                mode,
                ALICE,
                (session, note) -> set(note, "pages", new ArrayList<>(List.of(session.find("shop.Page", 3L)))));
        assertThat(rows(mode, "select id from page where note_id = 1")).containsExactly("3");

        change(mode, ALICE, (session, note) -> {
            Object made = note.getClass().getConstructor().newInstance();
            set(made, "id", 5L);
            set(made, "owner", "alice");
            values(made, "pages").add(session.find("shop.Page", 1L));
            session.persist(made);
        });
        assertThat(rows(mode, "select id from page where note_id = 5")).containsExactly("1");
    }

    /** With positions a row stands for each, which is updated. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void rowsWithPositionsAreUpdated(String mode) {
        change(mode, ALICE, (session, note) -> {
            list(note, "steps").set(1, "three");
            list(note, "ranked").set(0, session.find("shop.Label", 3L));
        });
        assertThat(rows(mode, "select steps from note_steps order by steps_order"))
                .containsExactly("one", "three");
        assertThat(rows(mode, "select ranked_id from note_ranked")).containsExactly("3");
        assertThatThrownBy(() -> change(
                        mode,
                        ALICE,
                        (session, note) -> list(note, "ranked").set(0, session.getReference("shop.Label", 2L))))
                .isInstanceOf(WriteRejectedException.class);
        assertThat(rows(mode, "select ranked_id from note_ranked")).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void gapsBetweenPositionsAreNoRows(String mode) {
        place(mode).truth("update note_ranked set ranked_order = 2");
        change(mode, ALICE, (session, note) -> {
            assertThat(list(note, "ranked")).hasSize(3);
            list(note, "ranked").clear();
        });
        assertThat(rows(mode, "select ranked_id from note_ranked")).isEmpty();
    }

    /** Each leaves rows that only alice may change. */
    private static final List<Consumer<Object>> DELETIONS = List.of(
            note -> list(note, "steps").set(0, "changed"),
            note -> list(note, "steps").remove("two"),
            note -> list(note, "steps").clear(),
            note -> list(note, "ranked").remove(0),
            note -> list(note, "tags").clear(),
            note -> values(note, "words").remove("old"),
            note -> values(note, "words").clear(),
            note -> {
                values(note, "words").remove("new");
                set(note, "words", new HashSet<>());
            });

    /** A database keeps them without a word, and Hibernate does not ask how many rows it found: the guard says it. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void rowsAreDeletedByWhoMayWriteTheOwner(String mode) {
        for (int i = 0; i < DELETIONS.size(); i++) {
            Consumer<Object> deletion = DELETIONS.get(i);
            seed();
            List<String> before = rows(mode, ALL);
            assertThat(catchThrowable(() -> change(mode, BOB, deletion)))
                    .as("deletion " + i)
                    .isInstanceOfSatisfying(WriteRejectedException.class, e -> {
                        assertThat(e.code()).isEqualTo("RLS303");
                        assertThat(e.entity()).startsWith("shop.Note");
                    });
            assertThat(rows(mode, ALL)).isEqualTo(before);
            change(mode, ALICE, deletion);
            assertThat(rows(mode, ALL)).isNotEqualTo(before);
        }
    }

    /** What is replaced without having been loaded. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void rowsAreReplacedByWhoMayWriteTheOwner(String mode) {
        for (String attribute : List.of("words", "tags", "steps", "ranked")) {
            seed();
            Consumer<Object> replaced =
                    note -> set(note, attribute, attribute.equals("words") ? new HashSet<>() : new ArrayList<>());
            assertThatThrownBy(() -> change(mode, BOB, replaced)).isInstanceOf(WriteRejectedException.class);
            assertThat(rows(mode, ALL)).hasSize(7);
            change(mode, ALICE, replaced);
            assertThat(rows(mode, ALL)).hasSizeLessThan(7);
        }
    }

    /** Nobody asks for what belongs to an owner that goes. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void rowsGoWithTheirOwner(String mode) {
        place(mode).truth("update page set note_id = null");
        ClaimsScope.run(
                ALICE, () -> factory(mode).inTransaction(session -> session.remove(session.find("shop.Note", 1L))));
        assertThat(rows(mode, ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void elementsAreReleasedByWhoMayUpdateThem(String mode) {
        assertThatThrownBy(() -> change(mode, ALICE, (session, note) -> {
                    values(note, "pages")
                            .removeIf(page -> session.getIdentifier(page).equals(3L));
                }))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class, e -> assertThat(e.code()).isEqualTo("RLS303"));
        assertThat(rows(mode, "select id from page where note_id = 1 order by 1"))
                .containsExactly("1", "3");
    }

    /** Hibernate deletes the rows of the owner that such a collection came from. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void aCollectionOfAnotherSessionTakesNoRowsOfItsOwnerAway(String mode) {
        place(mode).truth("insert into note_words (note_id, words) values (2, 'gus')");
        Object foreign = ClaimsScope.call(
                Tenants.claims(Map.of("tenant_id", "globex", "sub", "gus")),
                () -> factory(mode).fromTransaction(session -> {
                    Object note = session.find("shop.Note", 2L);
                    assertThat(values(note, "words")).containsExactly("gus");
                    return values(note, "words");
                }));
        Throwable thrown = catchThrowable(() -> change(mode, ALICE, (session, note) -> {
            Object made = note.getClass().getConstructor().newInstance();
            set(made, "id", 9L);
            set(made, "owner", "alice");
            set(made, "words", foreign);
            session.persist(made);
        }));
        if (mode.equals("orm")) {
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isEqualTo("RLS303"));
        }
        assertThat(rows(mode, "select words from note_words where note_id = 2")).containsExactly("gus");
    }

    /** As it was loaded, the owner was alice's; another transaction has given it to another tenant since. */
    @ParameterizedTest
    @ValueSource(strings = {"orm", "both"})
    void theOwnerIsAskedForAgain(String mode) {
        for (Change change : List.<Change>of(
                (session, note) -> values(note, "words").add("mine"),
                (session, note) -> values(note, "words").clear(),
                (session, note) -> values(note, "labels").add(session.find("shop.Label", 3L)),
                (session, note) -> set(note, "steps", new ArrayList<>()))) {
            seed();
            Throwable thrown = catchThrowable(() -> change(mode, ALICE, (session, note) -> {
                Hibernate.initialize(values(note, "words"));
                Hibernate.initialize(values(note, "steps"));
                Hibernate.initialize(values(note, "labels"));
                place(mode).truth("update note set tenantid = 'globex' where id = 1");
                change.of(session, note);
            }));
            if (mode.equals("orm")) {
                assertThat(thrown).isInstanceOf(WriteRejectedException.class);
            }
            assertThat(rows(mode, "select words from note_words order by 1")).containsExactly("new", "old");
            assertThat(rows(mode, "select steps from note_steps order by 1")).containsExactly("one", "two");
            assertThat(rows(mode, "select labels_id from note_label")).containsExactly("1");
        }
    }

    private static void change(String mode, Claims claims, Consumer<Object> change) {
        change(mode, claims, (session, note) -> change.accept(note));
    }

    private static void change(String mode, Claims claims, Change change) {
        ClaimsScope.run(
                claims,
                () -> factory(mode).inTransaction(session -> {
                    try {
                        change.of(session, session.find("shop.Note", 1L));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                    session.flush();
                }));
    }

    private static Place place(String mode) {
        return Objects.requireNonNull(PLACES.get(mode));
    }

    private static SessionFactory factory(String mode) {
        return Objects.requireNonNull(FACTORIES.get(mode));
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> values(Object note, String attribute) {
        try {
            return (Collection<Object>) note.getClass().getField(attribute).get(note);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> list(Object note, String attribute) {
        return (List<Object>) values(note, attribute);
    }

    private static void set(Object note, String attribute, Object value) {
        try {
            note.getClass().getField(attribute).set(note, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(String mode, String sql) {
        try (Connection connection = place(mode).truth().connect()) {
            return Sql.column(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void of(Session session, Object note) throws ReflectiveOperationException;
    }
}
