package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.policy.PolicyIndex;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of protected entities that no annotation names have policies made from the mapping. */
class DerivedTablesTest {

    private static final String[] SOURCES = {"""
        package shop;

        import dev.rls.*;
        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @TenantScoped
        @RowPolicy(name = "own", on = {Operation.UPDATE, Operation.DELETE}, using = "owner = :sub")
        @SecondaryTable(name = "note_detail")
        @Inheritance(strategy = InheritanceType.JOINED)
        public class Note {
            @Id Long id;
            String tenantId;
            String owner;
            @Column(table = "note_detail") String detail;
            @ElementCollection Set<String> tags = new HashSet<>();
            @ManyToMany Set<Label> labels = new HashSet<>();
            @ManyToMany @JoinTable(name = "note_pair") @MapKeyJoinColumn(name = "reader_id") Map<Label, Label> pairs = new HashMap<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Memo extends Note {
            String memo;
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        public class Label {
            @Id Long id;
            String tenantId;
            String name;
            @ManyToMany(mappedBy = "labels") Set<Note> notes = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
        public class Asset {
            @Id Long id;
            String tenantId;
            String name;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Car extends Asset {
            String plate;
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        public class Board {
            @Id Long id;
            @ManyToMany Set<Note> pinned = new HashSet<>();
        }
        """};

    private static final Claims BOB = Tenants.claims(Map.of("tenant_id", "acme", "sub", "bob"));

    private static Sources sources;
    private static Place place;
    private static SessionFactory both;
    private static SessionFactory h2;

    @BeforeAll
    static void start() throws SQLException {
        sources = Sources.compiled(List.of("-Arls.unit=derived"), SOURCES);
        h2 = onH2();
        if (!Place.hasServers()) {
            return;
        }
        place = Place.postgres(Version.V18);
        sources.createTables(place);
        PolicyIndex index = PolicyExport.of(h2).indexes().get(0);
        place.runText(index.toChangelog());
        place.owner("grant select, insert, update, delete on board to " + index.appRole());
        seed(place);
        both = sources.build(Place.connectBy(place.application()));
    }

    private static SessionFactory onH2() {
        Place memory = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(memory.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");

        SessionFactory factory = sources.build(settings);
        seed(memory);
        return factory;
    }

    /** What acme has leads to what globex has in every way that a foreign key admits. */
    private static void seed(Place place) {
        place.truth(
                "insert into label (id, tenantid, name) values (1, 'acme', 'A'), (2, 'globex', 'G')",
                "insert into note (id, tenantid, owner) values (1, 'acme', 'alice'), (2, 'globex', 'gus'), (3, 'acme', 'alice')",
                "insert into note_detail (id, detail) values (1, 'A'), (2, 'G')",
                "insert into memo (id, memo) values (3, 'A'), (2, 'G')",
                "insert into note_tags (note_id, tags) values (1, 'A'), (2, 'G')",
                "insert into note_label (notes_id, labels_id) values (1, 1), (1, 2), (2, 2)",
                "insert into note_pair (note_id, pairs_id, reader_id) values (1, 1, 1), (1, 1, 2)",
                "insert into asset (id, tenantid, name) values (1, 'acme', 'A'), (2, 'globex', 'G')",
                "insert into car (id, tenantid, name, plate) values (3, 'acme', 'A', 'A'), (4, 'globex', 'G', 'G')",
                "insert into board (id) values (1)",
                "insert into board_note (board_id, pinned_id) values (1, 1), (1, 2)");
    }

    @AfterAll
    static void stop() {
        if (both != null) {
            both.close();
        }
        h2.close();
    }

    @Test
    void namesTheTablesAndTheirPolicies() {
        assertThat(PolicyExport.of(both).indexes().get(0).toChangelog())
                .isEqualTo(PolicyExport.of(h2).indexes().get(0).toChangelog())
                .contains("alter table public.note_pair force row level security");
        assertThat(PolicyExport.of(both).indexes().get(0).toJson())
                .isEqualTo(sources.text("META-INF/rls/derived/policies.json"));
    }

    @Test
    void theDatabaseHidesRowsThatHangOnThoseOfOthers() {
        assertThat(natively("select detail from note_detail where detail is not null"))
                .containsExactly("A");
        assertThat(natively("select memo from memo")).containsExactly("A");
        assertThat(natively("select tags from note_tags")).containsExactly("A");
        assertThat(natively("select plate from car")).containsExactly("A");
        assertThat(natively("select labels_id from note_label")).containsExactly(1L);
        assertThat(natively("select reader_id from note_pair")).containsExactly(1L);
        assertThat(natively("select pinned_id from board_note")).containsExactly(1L);
    }

    @Test
    void withoutTheirPoliciesTheyShow() throws SQLException {
        List<String> tables = List.of("note_detail", "memo", "note_tags", "car", "note_label", "board_note");
        tables.forEach(table -> place.truth("alter table " + table + " disable row level security"));
        try {
            for (String table : tables) {
                assertThat(natively("select count(*) from " + table)).isNotEqualTo(List.of(1L));
            }
        } finally {
            tables.forEach(table -> place.truth("alter table " + table + " enable row level security"));
        }
    }

    @Test
    void thatIsWrittenByWhoeverMayWriteTheEntity() {
        assertThat(write(Tenants.ACME, "insert into note_tags (note_id, tags) values (1, 'mine')"))
                .isEqualTo(1);
        assertThat(write(Tenants.ACME, "delete from note_tags where tags = 'mine'"))
                .isEqualTo(1);
        assertThat(write(Tenants.ACME, "update note_detail set detail = 'A'")).isEqualTo(1);
        assertThat(write(BOB, "update note_detail set detail = 'B'")).isZero();
        assertThat(write(BOB, "delete from note_tags")).isZero();
        assertThatThrownBy(() -> write(Tenants.ACME, "insert into note_tags (note_id, tags) values (2, 'planted')"))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        e -> assertThat(e.policy()).isEqualTo("rls_restrict_insert"))
                .hasMessageContaining("Note#tags");
        assertThatThrownBy(() -> write(
                        Tenants.ACME, "insert into note_label (notes_id, labels_id) values (3, 2) returning notes_id"))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        e -> assertThat(e.policy()).isEqualTo("rls_restrict_insert"));
    }

    @Test
    void entitiesInSeveralTablesAreWritten() {
        for (SessionFactory factory : List.of(both, h2)) {
            for (String text : List.of("B", "A")) {
                as(Tenants.ACME, factory, session -> {
                    Object memo = session.createSelectionQuery("from Memo").getSingleResult();
                    set(memo, "memo", text);
                    set(memo, "detail", text);
                    return memo;
                });
                assertThat(read(factory, "select concat(memo, detail) from Memo"))
                        .containsExactly(text + text);
            }
            as(
                    Tenants.ACME,
                    factory,
                    session -> session.createMutationQuery("update Memo set detail = null where id = 3")
                            .executeUpdate());
            as(
                    Tenants.ACME,
                    factory,
                    session -> session.createMutationQuery("update Note set owner = 'alice'")
                            .executeUpdate());
        }
    }

    private static void set(Object owner, String attribute, Object value) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            try {
                var field = type.getDeclaredField(attribute);
                field.setAccessible(true);
                field.set(owner, value);
                return;
            } catch (NoSuchFieldException e) {
                // inherited
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void theFiltersHideThemWhereTheyStandAlone() {
        assertThat(read(h2, "select l.name from Note n join n.labels l")).containsExactly("A");
        assertThat(read(h2, "select size(n.labels) from Note n where n.id = 1")).containsExactly(1);
        assertThat(read(h2, "select key(p).name from Note n join n.pairs p")).containsExactly("A");
        assertThat(read(h2, "select n.id from Board b join b.pinned n")).containsExactly(1L);
        assertThat(read(h2, "select a.name from Asset a order by a.id")).containsExactly("A", "A");
        assertThat(read(h2, "select m.memo from Memo m")).containsExactly("A");
        assertThat(sizes(h2)).containsExactly(1, 1, 1);
        assertThat(sizes(both)).containsExactly(1, 1, 1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void sizesAndElementsAreAskedOfWhatIsLoaded() {
        as(Tenants.ACME, h2, session -> {
            Object note = session.createSelectionQuery("from Note where id = 1").getSingleResult();
            Object foreign = session.getReference("shop.Label", 2L);
            assertThat(Hibernate.size((Collection<?>) value(note, "labels"))).isEqualTo(1);
            assertThat(Hibernate.contains((Collection<Object>) value(note, "labels"), foreign))
                    .isFalse();
            return note;
        });
        as(Tenants.ACME, h2, session -> {
            Object label =
                    session.createSelectionQuery("from Label where id = 1").getSingleResult();
            assertThat(Hibernate.size((Collection<?>) value(label, "notes"))).isEqualTo(1);
            return label;
        });
    }

    private static List<Integer> sizes(SessionFactory factory) {
        return as(Tenants.ACME, factory, session -> {
            Object note = session.createSelectionQuery("from Note where id = 1").getSingleResult();
            Object label =
                    session.createSelectionQuery("from Label where id = 1").getSingleResult();
            return List.of(
                    initialized(session, note, "labels"),
                    initialized(session, note, "pairs"),
                    initialized(session, label, "notes"));
        });
    }

    private static int initialized(Session session, Object owner, String attribute) {
        Object collection = value(owner, attribute);
        Hibernate.initialize(collection);
        return collection instanceof Map<?, ?> map ? map.size() : ((Collection<?>) collection).size();
    }

    private static Object value(Object owner, String attribute) {
        try {
            var field = Hibernate.getClass(owner).getDeclaredField(attribute);
            field.setAccessible(true);
            return field.get(Hibernate.unproxy(owner));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> natively(String sql) {
        return as(
                Tenants.ACME,
                both,
                session -> session.createNativeQuery(sql, Object.class).getResultList());
    }

    private static List<Object> read(SessionFactory factory, String hql) {
        return as(
                Tenants.ACME,
                factory,
                session -> session.createSelectionQuery(hql, Object.class).getResultList());
    }

    private static int write(Claims claims, String sql) {
        return as(
                claims, both, session -> session.createNativeMutationQuery(sql).executeUpdate());
    }

    private static <T> T as(Claims claims, SessionFactory factory, java.util.function.Function<Session, T> work) {
        return ClaimsScope.<T, RuntimeException>call(claims, () -> factory.fromTransaction(work));
    }
}
