package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements by query of entities in several tables, for which Hibernate has a translator of its own. */
class SeveralTablesTest {

    private static final String[] SOURCES = {"""
        package shop;

        import dev.rls.*;
        import jakarta.persistence.*;

        @Entity
        @TenantScoped
        @RowPolicy(name = "open", on = {Operation.UPDATE, Operation.DELETE}, using = "locked = false")
        @Inheritance(strategy = InheritanceType.JOINED)
        public class Vehicle {
            @Id public Long id;
            public String tenantId;
            public boolean locked;
            public String label;
            @ManyToOne public Party keeper;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Car extends Vehicle {
            public String plate;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        @SecondaryTable(name = "profile")
        public class Party {
            @Id public Long id;
            public String tenantId;
            public String name;
            @Column(table = "profile") public String bio;
            @ManyToOne @JoinColumn(table = "profile") public Party friend;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.RowPolicy(name = "own", using = "tenantId = :tenant_id")
        @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
        public class Tool {
            @Id public Long id;
            public String tenantId;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class Hammer extends Tool {
            public String head;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @Inheritance(strategy = InheritanceType.JOINED)
        public class Memo {
            @Id public Long id;
            public String text;
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        public class LongMemo extends Memo {
            public String more;
        }
        """};

    private static final String[] SEEDS = {
        "delete from car",
        "delete from vehicle",
        "delete from profile",
        "delete from party",
        "delete from hammer",
        "delete from longmemo",
        "delete from memo",
        "insert into party (id, tenantid, name) values (1, 'acme', 'ann'), (2, 'globex', 'gus')",
        "insert into vehicle (id, tenantid, locked, label, keeper_id) values (1, 'acme', false, 'old', 1),"
                + " (2, 'acme', true, 'old', null), (3, 'globex', false, 'old', 2)",
        "insert into car (id, plate) values (1, 'old'), (2, 'old'), (3, 'old')",
        "insert into hammer (id, tenantid, head) values (1, 'acme', 'old'), (2, 'globex', 'old')",
        "insert into memo (id, text) values (1, 'old')",
        "insert into longmemo (id, more) values (1, 'old')"
    };

    private static final Claims ACME = Tenants.ACME;

    private static final Map<String, Place> PLACES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();

    @BeforeAll
    static void start() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=several"), SOURCES);
        Place h2 = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(h2.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        FACTORIES.put("h2", sources.build(settings));
        PLACES.put("h2", h2);
        if (Place.hasServers()) {
            Place postgres = Place.postgres(Version.V18);
            sources.createTables(postgres);
            postgres.runText(
                    PolicyExport.of(FACTORIES.get("h2")).indexes().get(0).toChangelog());
            postgres.owner("grant select, insert, update, delete on memo, longmemo to rls_app");
            FACTORIES.put("both", sources.build(Place.connectBy(postgres.application())));
            PLACES.put("both", postgres);
            Place alone = Place.bare(Version.V18);
            sources.createTables(alone);
            alone.owner("grant select, insert, update, delete on all tables in schema public to application");
            Map<String, Object> orm = new HashMap<>(Place.connectBy(alone.application()));
            orm.put("rls.enforce", "orm");
            FACTORIES.put("orm", sources.build(orm));
            PLACES.put("orm", alone);
        }
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
    }

    static List<String> modes() {
        return List.copyOf(FACTORIES.keySet());
    }

    static List<String> alone() {
        return FACTORIES.keySet().stream().filter(mode -> !mode.equals("both")).toList();
    }

    @BeforeEach
    void seed() {
        PLACES.values().forEach(place -> place.truth(SEEDS));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatThePoliciesOfTheOperationKeepStays(String mode) {
        for (String entity : List.of("Vehicle", "Car")) {
            assertThat(write(mode, "update " + entity + " set label = 'new'")).isEqualTo(1);
            assertThat(write(mode, "update " + entity + " v set v.label = 'newer' where v.keeper.name = 'ann'"))
                    .isEqualTo(1);
            assertThat(write(mode, "update " + entity + " set label = 'x' where id in (select p.id + 1 from Party p)"))
                    .isZero();
        }
        assertThat(write(mode, "update Car set plate = 'new'")).isEqualTo(1);
        assertThat(rows(mode, "select concat(v.label, c.plate) from vehicle v join car c on c.id = v.id order by v.id"))
                .containsExactly("newernew", "oldold", "oldold");
        assertThat(write(mode, "delete from Car")).isEqualTo(1);
        assertThat(rows(mode, "select id from vehicle order by id")).containsExactly("2", "3");
        assertThat(rows(mode, "select id from car order by id")).containsExactly("2", "3");
    }

    @ParameterizedTest
    @MethodSource("alone")
    void aRowThatThePoliciesWouldNotAdmitIsNotLeft(String mode) {
        for (String query : List.of(
                "update Car set tenantId = 'globex'",
                "update Vehicle set tenantId = 'globex', label = 'x'",
                "update Car set plate = 'x', locked = true",
                "update Party set tenantId = 'globex', bio = 'x'",
                "update Tool set tenantId = 'globex'",
                "update Hammer set head = 'x', tenantId = 'globex'")) {
            assertThat(catchThrowable(() -> write(mode, query)))
                    .as(query)
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isIn("RLS301", "RLS302", "RLS306"));
        }
        assertThat(
                        rows(
                                mode,
                                "select tenantid from vehicle union all select tenantid from party union all select tenantid from hammer"))
                .containsExactlyInAnyOrder("acme", "acme", "globex", "acme", "globex", "acme", "globex");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void columnsOfSubclassesAreAssigned(String mode) {
        assertThat(write(mode, "update Hammer set head = 'new'")).isEqualTo(1);
        assertThat(write(mode, "update Party set bio = 'new'")).isEqualTo(1);
        assertThat(rows(mode, "select head from hammer order by id")).containsExactly("new", "old");
        assertThat(rows(mode, "select bio from profile")).containsExactly("new");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatTheyReadBesideIsFiltered(String mode) {
        String cross = "(select max(p.name) from Party q cross join Party p where p.name like 'g%')";
        for (String query : List.of(
                "update Car set label = " + cross + " where id = 1",
                "update LongMemo set text = " + cross + ", more = 'x'",
                "update LongMemo set text = (select max(p.name) from Memo m left join Party p on p.name like 'g%')")) {
            write(mode, query);
        }
        assertThat(rows(mode, "select label from vehicle where id = 1 union all select text from memo"))
                .containsOnlyNulls();
        assertThat(write(mode, "delete from LongMemo where exists " + cross.replace("max(p.name)", "1")))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("alone")
    void whatCannotBeFilteredIsRefused(String mode) {
        for (String query : List.of(
                "update Car set label = cast(sql('(select max(name) from party)') as String) where id = 1",
                "update LongMemo set more = cast(sql('(select max(name) from party)') as String)",
                "delete from LongMemo where exists (select 1 from Memo m right join Party p on p.id = m.id)",
                "insert into LongMemo (id, text, more) select 7L, p.name, 'x' from Memo m cross join Party p",
                "insert into LongMemo (id, text, more) values (7L, cast(sql('(select max(name) from party)') as String), 'x')",
                "update LongMemo set more = (select collate(p.name as `C\" || (select max(name) from party) || \"`) from Party p)")) {
            assertThat(catchThrowable(() -> write(mode, query))).as(query).hasMessageMatching("RLS21[45][\\s\\S]*");
        }
        assertThat(write(mode, "insert into LongMemo (id, text, more) values (7L, 'x', 'x')"))
                .isEqualTo(1);
    }

    /** To a policy of PostgreSQL the row in the other table is not there yet. */
    @ParameterizedTest
    @MethodSource("modes")
    void rowsInSeveralTablesAreNotInsertedByQuery(String mode) {
        for (String query : List.of(
                "insert into Car (id, tenantId, label, plate) values (7L, 'acme', 'x', 'x')",
                "insert into Party (id, name, bio) values (7L, 'x', 'x')")) {
            assertThat(catchThrowable(() -> write(mode, query))).as(query).hasMessageStartingWith("RLS304");
        }
        assertThat(catchThrowable(() -> write(mode, "insert into Vehicle (id, label, locked) values (7L, 'x', false)")))
                .hasMessageStartingWith("RLS304");
        if (mode.equals("both")) {
            assertThat(write(mode, "insert into Vehicle (id, tenantId, label, locked) values (7L, 'acme', 'x', false)"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aDisabledFilterIsNoticed(String mode) {
        assertThatThrownBy(() -> acme(mode, session -> {
                    session.disableFilter("_tenantId");
                    return session.createMutationQuery("update Car set plate = 'x'")
                            .executeUpdate();
                }))
                .hasMessageStartingWith("RLS210");
    }

    @ParameterizedTest
    @MethodSource("alone")
    void derivedTablesSelectNoReferences(String mode) {
        for (String query : List.of(
                "select d.k.name from (select v.keeper as k from Vehicle v) d",
                "with x as (select v.keeper as k from Vehicle v) select y.k.name from x y",
                "select d.k.name from (select v.keeper as k from Vehicle v union all select v.keeper as k from Vehicle v) d",
                "select 1 from Memo m join (select v.keeper as k from Vehicle v) d on true")) {
            refused(mode, query, "RLS214");
        }
        assertThat(texts(mode, "select d.k.name from (select p as k from Vehicle v join v.keeper p) d"))
                .containsExactly("ann");
    }

    @ParameterizedTest
    @MethodSource("alone")
    void namesHideNoSql(String mode) {
        refused(
                mode,
                "with c as (select p.name as a, p.name as `x) as (select 1) --` from Party p) select d.a from c d",
                "RLS215");
        refused(mode, "select collate(p.name as `C\" || (select max(name) from party) || \"`) from Party p", "RLS215");
        assertThat(texts(mode, "with c as (select p.name as a from Party p) select d.a from c d"))
                .containsExactly("ann");
        String odd = "`name from party where 1 = 1 --`";
        for (String query : List.of(
                "select " + odd + ".n from (select p.name as n from Party p) " + odd,
                "select " + odd + ".n from Party x join (select p.name as n from Party p) " + odd + " on true",
                "with q as (select p.name as n from Party p) select " + odd + ".n from q " + odd,
                "with q as (select p.name as n from Party p) select " + odd + ".n from Party x join q " + odd
                        + " on true",
                "select cast(" + odd + " as String) from generate_series(1, 2) " + odd,
                "with `q\" as (select name as n from party) select n from \"q\" --` as (select p.name as n from Party p)"
                        + " select z.n from `q\" as (select name as n from party) select n from \"q\" --` z",
                "with q as (select p.id as i, p.id as f from Party p union all select p.id as i, p.id as f from Party p"
                        + " join q r on r.i = p.id) cycle i set `x\" --` using y select z.i from q z")) {
            refused(mode, query, "RLS215");
        }
    }

    /** Nobody names the columns of these, so that there is nothing to refuse. */
    @ParameterizedTest
    @MethodSource("modes")
    void functionsInTheFromClauseAreTaken(String mode) {
        assertThat(texts(mode, "select cast(g as String) from generate_series(1, 2) g"))
                .containsExactly("1", "2");
        assertThat(texts(mode, "select u from unnest(array('x', 'y')) u order by u"))
                .containsExactly("x", "y");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void crossJoinsOfCriteriaAreFiltered(String mode) {
        List<String> names = acme(mode, session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            Class<Object> party = type(session, "Party");
            var joined = query.from(type(session, "Memo")).join(party, jakarta.persistence.criteria.JoinType.INNER);
            joined.on(builder.conjunction());
            return session.createQuery(query.select(joined.get("name"))).getResultList();
        });
        assertThat(names).containsExactly("ann");
    }

    /** A reference that leads nowhere is none to a hidden row. */
    @ParameterizedTest
    @MethodSource("modes")
    void partsInOtherTablesNeedNotReferToAnything(String mode) {
        acme(mode, session -> {
            Object made = instance(session, "Party");
            set(made, "id", 5L);
            set(made, "name", "new");
            set(made, "bio", "new");
            session.persist(made);
            session.flush();
            set(made, "friend", session.getReference("shop.Party", 1L));
            session.flush();
            set(made, "friend", null);
            return made;
        });
        assertThat(rows(mode, "select bio from profile")).containsExactly("new");
        assertThat(texts(mode, "select bio from Party where id = 5")).containsExactly("new");
        if (mode.equals("both")) {
            assertThatThrownBy(() -> acme(mode, session -> {
                        set(session.find("shop.Party", 5L), "friend", session.getReference("shop.Party", 2L));
                        session.flush();
                        return null;
                    }))
                    .isInstanceOf(WriteRejectedException.class);
        }
    }

    private static void refused(String mode, String query, String code) {
        assertThat(catchThrowable(() -> acme(
                        mode,
                        session -> session.createSelectionQuery(query, Object.class)
                                .getResultList())))
                .as(query)
                .hasMessageStartingWith(code);
    }

    private static List<String> texts(String mode, String query) {
        return acme(
                mode,
                session -> session.createSelectionQuery(query, String.class).getResultList());
    }

    private static int write(String mode, String query) {
        return acme(mode, session -> session.createMutationQuery(query).executeUpdate());
    }

    private static <T> T acme(String mode, Function<Session, T> work) {
        return ClaimsScope.call(ACME, () -> FACTORIES.get(mode).fromTransaction(work::apply));
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> type(Session session, String entity) {
        return (Class<Object>) session.getMetamodel().getEntities().stream()
                .filter(type -> type.getName().equals(entity))
                .findFirst()
                .orElseThrow()
                .getJavaType();
    }

    private static Object instance(Session session, String entity) {
        try {
            return type(session, entity).getConstructor().newInstance();
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

    private static List<String> rows(String mode, String query) {
        try {
            return PLACES.get(mode).truth().column(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
