package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Unreachable;
import jakarta.persistence.EntityGraph;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hibernate.Hibernate;
import org.hibernate.LockMode;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.TupleTransformer;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.StandardSqlAstTranslatorFactory;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A query or load is translated once and runs for each tenant, with the claims of each; where no database decides, so that a value of another
 * tenant's would show.
 */
class TranslatedOnceTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @dev.rls.RowPolicy(name = "own", using = "owner = :sub")
            @org.hibernate.annotations.FilterDef(name = "long",
                    parameters = @org.hibernate.annotations.ParamDef(name = "most", type = Long.class))
            @org.hibernate.annotations.Filter(name = "long", condition = "id <= :most")
            @org.hibernate.annotations.FetchProfile(name = "with tags", fetchOverrides =
                    @org.hibernate.annotations.FetchProfile.FetchOverride(entity = Note.class, association = "tags"))
            @NamedEntityGraph(name = "tags", attributeNodes = @NamedAttributeNode("tags"))
            public class Note {
                @Id Long id;
                String tenantId;
                String owner;
                @ElementCollection public java.util.Set<String> tags;
            }
            """;

    private static final String SHELF = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            public class Shelf {
                @Id Long id;
                @ElementCollection public java.util.Set<String> labels;
            }
            """;

    private static final AtomicInteger WRITTEN = new AtomicInteger();
    private static final Claims BOB = Claims.of(Map.of("tenant_id", "globex", "sub", "bob"));

    private static Sources sources;
    private static Place place;
    private static Class<?> note;

    private SessionFactory factory;

    /** Counts the queries whose SQL is written. */
    public static final class CountingDialect extends H2Dialect {

        @Override
        public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
            SqlAstTranslatorFactory h2 = super.getSqlAstTranslatorFactory();
            return new StandardSqlAstTranslatorFactory() {
                @Override
                public SqlAstTranslator<JdbcSelect> buildSelectTranslator(
                        SessionFactoryImplementor factory, SelectStatement statement) {
                    WRITTEN.incrementAndGet();
                    return h2.buildSelectTranslator(factory, statement);
                }
            };
        }
    }

    /** What is true of one execution alone, so that no other may take what was translated for it. */
    enum Own {
        FILTER(session -> {
            session.enableFilter("long").setParameter("most", 2L);
            return query(session);
        }),
        CRITERIA(session -> {
            var criteria = session.getCriteriaBuilder().createQuery(Long.class);
            var root = criteria.from(note);
            return session.createSelectionQuery(criteria.select(root.get("id"))
                    .where(session.getCriteriaBuilder().lt(root.get("id"), 3L))
                    .orderBy(session.getCriteriaBuilder().asc(root.get("id"))));
        }),
        SEVERAL_VALUES(
                session -> session.createSelectionQuery("select id from Note where id in :ids order by id", Long.class)
                        .setParameter("ids", List.of(1L, 2L))),
        NOT_TO_BE_KEPT(session -> query(session).setMaxResults(2).setQueryPlanCacheable(false)),
        LOCK(session -> {
            session.beginTransaction();
            return query(session).setMaxResults(2).setHibernateLockMode(LockMode.PESSIMISTIC_WRITE);
        });

        private final Function<Session, SelectionQuery<Long>> query;

        Own(Function<Session, SelectionQuery<Long>> query) {
            this.query = query;
        }
    }

    @BeforeAll
    static void compile() {
        place = Place.h2();
        sources = Sources.compiled(List.of(), NOTE, SHELF);
    }

    @BeforeEach
    void start() {
        factory = factory(Map.of());
        place.truth(
                "delete from note_tags",
                "delete from note",
                "delete from shelf_labels",
                "delete from shelf",
                "insert into shelf (id) values (1), (2)",
                "insert into shelf_labels (shelf_id, labels) values (1, 'a'), (1, 'b'), (2, 'c')",
                "insert into note (id, tenantid, owner) values (1, 'acme', 'alice'), (2, 'acme', 'alice'), (3, 'acme', 'alice'),"
                        + " (4, 'acme', 'bob'), (5, 'globex', 'bob'), (6, 'globex', 'alice')",
                "insert into note_tags (note_id, tags) values (1, 'a')");
        WRITTEN.set(0);
    }

    private static SessionFactory factory(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "update");
        settings.put("hibernate.dialect", CountingDialect.class.getName());
        settings.putAll(more);
        SessionFactory made = sources.build(settings);
        note = made.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getName().equals("Note"))
                .findFirst()
                .orElseThrow()
                .getJavaType();
        return made;
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    @Test
    void oneTranslationServesEachTenantWithItsOwnClaims() {
        for (int time = 0; time < 3; time++) {
            assertThat(ids(Tenants.ACME)).containsExactly(1L, 2L, 3L);
            assertThat(ids(BOB)).containsExactly(5L);
            assertThat(ids(Claims.of(Map.of("tenant_id", "acme", "sub", "bob"))))
                    .containsExactly(4L);
        }
        assertThat(WRITTEN).hasValue(1);
    }

    @Test
    void aStatelessSessionTakesTheSame() {
        ids(Tenants.ACME);
        assertThat(ClaimsScope.<List<Long>, RuntimeException>call(BOB, () -> {
                    try (StatelessSession session = factory.openStatelessSession()) {
                        return query(session).getResultList();
                    }
                }))
                .containsExactly(5L);
        assertThat(WRITTEN).hasValue(1);
    }

    /** Without it each query is translated each time, so the others of this class count something. */
    @Test
    void nothingIsKeptWhereHibernateKeepsNoPlans() {
        try (SessionFactory without = factory(Map.of("hibernate.query.plan_cache_enabled", "false"))) {
            WRITTEN.set(0);
            for (int time = 0; time < 3; time++) {
                list(Tenants.ACME, without, session -> query(session));
            }
            assertThat(WRITTEN).hasValue(3);
        }
    }

    @Test
    void noMoreAreKeptThanHibernateKeeps() {
        try (SessionFactory few = factory(Map.of("hibernate.query.plan_cache_max_size", "8"))) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 100; i++) {
                    String hql = "select id from Note where id <> -" + i;
                    assertThat(list(BOB, few, session -> session.createSelectionQuery(hql, Long.class)))
                            .containsExactly(5L);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOfOneExecutionAloneIsNotTakenByOthers(Own own) {
        for (int time = 0; time < 2; time++) {
            assertThat(list(Tenants.ACME, factory, session -> own.query.apply(session)))
                    .containsExactly(1L, 2L);
            assertThat(ids(Tenants.ACME)).containsExactly(1L, 2L, 3L);
            assertThat(ids(BOB)).containsExactly(5L);
        }
    }

    @Test
    void limitsAndScrollsAreOfEachExecution() {
        for (int time = 0; time < 2; time++) {
            for (int most = 1; most <= 3; most++) {
                int limit = most;
                assertThat(list(Tenants.ACME, factory, session -> query(session).setMaxResults(limit)))
                        .hasSize(most);
            }
            assertThat(list(Tenants.ACME, factory, session -> query(session).setFirstResult(1)))
                    .containsExactly(2L, 3L);
            assertThat(in(Tenants.ACME, factory, session -> {
                        try (ScrollableResults<Long> rows = query(session).scroll()) {
                            return rows.next() ? rows.get() : null;
                        }
                    }))
                    .isEqualTo(1L);
            assertThat(ids(Tenants.ACME)).containsExactly(1L, 2L, 3L);
            assertThat(in(Tenants.ACME, factory, session -> query(session).getResultCount()))
                    .isEqualTo(3L);
            assertThat(in(BOB, factory, session -> query(session).getResultCount()))
                    .isEqualTo(1L);
        }
    }

    /** The limit is in a subquery, which Hibernate writes only for it; what is kept without one does not limit. */
    @Test
    void limitsOverFetchedCollectionsAreOfEachExecution() {
        for (int time = 0; time < 2; time++) {
            assertThat(list(Tenants.ACME, factory, session -> shelves(session))).hasSize(2);
            assertThat(list(Tenants.ACME, factory, session -> shelves(session).setMaxResults(1)))
                    .hasSize(1);
            assertThat(list(Tenants.ACME, factory, session -> shelves(session).setFirstResult(1)))
                    .hasSize(1);
            assertThat(in(Tenants.ACME, factory, session -> {
                        try (ScrollableResults<?> rows =
                                shelves(session).setMaxResults(1).scroll(ScrollMode.FORWARD_ONLY)) {
                            return rows.next() && !rows.next();
                        }
                    }))
                    .isEqualTo(true);
        }
    }

    /** Where a query leaves the type of a parameter open it is that of each value. */
    @Test
    void parametersAreOfTheTypeOfEachValue() {
        for (int time = 0; time < 2; time++) {
            for (Object value : new Object[] {null, "a", 1, new BigDecimal("1.5"), LocalDate.EPOCH}) {
                assertThat(in(
                                Tenants.ACME,
                                factory,
                                session -> echo(session)
                                        .setParameter("value", value)
                                        .getSingleResult()))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void parametersHaveTheDigitsOfEachValue() {
        for (String value : List.of("1", "1.25", "12345.678901", "0.1")) {
            BigDecimal number = new BigDecimal(value);
            assertThat(in(
                            Tenants.ACME,
                            factory,
                            session ->
                                    echo(session).setParameter("value", number).getSingleResult()))
                    .isEqualTo(number);
        }
    }

    @Test
    void queriesWithParametersAreKeptForEachType() {
        for (int time = 0; time < 3; time++) {
            for (Object value : new Object[] {null, "a", 1, LocalDate.EPOCH}) {
                in(
                        Tenants.ACME,
                        factory,
                        session -> echo(session).setParameter("value", value).getSingleResult());
            }
        }
        assertThat(WRITTEN).hasValue(4);
    }

    @Test
    void nothingOfAnExecutionIsHeldByWhatIsKept() throws InterruptedException {
        Unreachable.assertCollected(used());
        assertThat(WRITTEN).hasValue(1);
    }

    private List<WeakReference<?>> used() {
        UUID value = UUID.randomUUID();
        TupleTransformer<Object> transformer = (row, names) -> row[0].equals(value);
        List<WeakReference<?>> used =
                new ArrayList<>(List.of(new WeakReference<>(value), new WeakReference<>(transformer)));
        in(Tenants.ACME, factory, session -> {
            used.add(new WeakReference<>(session));
            return session.createQuery("select :value from Note where id = 1", Object.class)
                    .setParameter("value", value)
                    .setTupleTransformer(transformer)
                    .getSingleResult();
        });
        return used;
    }

    @Test
    void profilesAndGraphsFetchWhereTheyAreAndNowhereElse() {
        for (int time = 0; time < 2; time++) {
            assertThat(fetched(session -> {})).isFalse();
            assertThat(fetched(session -> session.enableFetchProfile("with tags")))
                    .isTrue();
            assertThat(in(
                            Tenants.ACME,
                            factory,
                            session -> isFetched(one(session)
                                    .setEntityGraph((EntityGraph) session.getEntityGraph("tags"), GraphSemantic.FETCH)
                                    .getSingleResult())))
                    .isEqualTo(true);
        }
    }

    @Test
    void oneTranslationLoadsByKeyForEachTenant() {
        assertThat(find(Tenants.ACME, 1)).isEqualTo(Set.of("a"));
        WRITTEN.set(0);
        for (int time = 0; time < 3; time++) {
            assertThat(find(BOB, 1)).isNull();
            assertThat(find(BOB, 5)).isEqualTo(Set.of());
            assertThat(find(BOB, 6)).isNull();
            assertThat(find(Tenants.ACME, 1)).isEqualTo(Set.of("a"));
            assertThat(find(Tenants.ACME, 4)).isNull();
        }
        assertThat(WRITTEN).hasValue(0);
    }

    @Test
    void loadsWithProfilesGraphsAndLocksAreTheirOwn() {
        for (int time = 0; time < 2; time++) {
            assertThat(found(session -> session.find(note, 1L))).isFalse();
            assertThat(found(session -> {
                        session.enableFetchProfile("with tags");
                        return session.find(note, 1L);
                    }))
                    .isTrue();
            assertThat(found(session -> session.find(
                            note, 1L, Map.of("jakarta.persistence.fetchgraph", session.getEntityGraph("tags")))))
                    .isTrue();
            assertThat(found(session -> {
                        session.beginTransaction();
                        Object locked = session.find(note, 1L, LockMode.PESSIMISTIC_WRITE);
                        assertThat(session.getCurrentLockMode(locked)).isEqualTo(LockMode.PESSIMISTIC_WRITE);
                        return locked;
                    }))
                    .isFalse();
        }
    }

    @Test
    void aLoadWithAFilterOfAnotherTenantIsRefused() {
        find(BOB, 5);
        assertThatThrownBy(() -> in(Tenants.ACME, factory, session -> {
                    session.enableFilter("_tenantId").setParameter("tenantId", "globex");
                    return session.find(note, 5L);
                }))
                .isInstanceOf(TenantMismatchException.class);
    }

    @Test
    void aFilterOfAnotherTenantIsRefusedBesideWhatIsKept() {
        ids(BOB);
        assertThatThrownBy(() -> in(Tenants.ACME, factory, session -> {
                    session.enableFilter("_tenantId").setParameter("tenantId", "globex");
                    return query(session).getResultList();
                }))
                .isInstanceOf(TenantMismatchException.class);
        assertThat(ids(Tenants.ACME)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aSessionOutsideOfItsScopeSeesItsOwn() {
        ids(BOB);
        Session session = ClaimsScope.<Session, RuntimeException>call(Tenants.ACME, factory::openSession);
        try (session) {
            assertThat(query(session).getResultList()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void sqlThatWasOpenedOnceIsRefusedElsewhere() {
        Function<Session, Object> read = session -> session.createSelectionQuery(
                        "select sql('(select count(*) from note)') from Note", Object.class)
                .getResultList();
        assertThat(in(
                        BOB,
                        factory,
                        session -> UnprotectedSql.<Object, RuntimeException>call("count", () -> read.apply(session))))
                .isEqualTo(List.of(6L));
        assertThatThrownBy(() -> in(BOB, factory, read)).isInstanceOf(UnprotectedSqlException.class);
    }

    @Test
    void manyThreadsOfManyTenantsSeeTheirOwn() {
        boolean[] right = new boolean[2_000];
        IntStream.range(0, right.length)
                .parallel()
                .forEach(i -> right[i] =
                        ids(i % 2 == 0 ? Tenants.ACME : BOB).equals(i % 2 == 0 ? List.of(1L, 2L, 3L) : List.of(5L)));
        assertThat(right).doesNotContain(false);
    }

    private List<Long> ids(Claims claims) {
        return list(claims, factory, session -> query(session));
    }

    private boolean fetched(Consumer<Session> before) {
        return (boolean) in(Tenants.ACME, factory, session -> {
            before.accept(session);
            return isFetched(one(session).getSingleResult());
        });
    }

    private boolean found(Function<Session, Object> find) {
        return (boolean) in(Tenants.ACME, factory, session -> isFetched(find.apply(session)));
    }

    /** The tags of a note, or null if there is none. */
    private Object find(Claims claims, long id) {
        return in(claims, factory, session -> {
            Object found = session.find(note, id);
            return found == null ? null : Set.copyOf((Collection<?>) tags(found));
        });
    }

    private static SelectionQuery<Object> shelves(Session session) {
        return session.createSelectionQuery(
                "select s from Shelf s left join fetch s.labels order by s.id", Object.class);
    }

    private static SelectionQuery<Object> echo(Session session) {
        return session.createSelectionQuery("select :value from Note where id = 1", Object.class);
    }

    private static SelectionQuery<?> one(Session session) {
        return session.createSelectionQuery("from Note where id = 1", note);
    }

    private static boolean isFetched(Object found) {
        return Hibernate.isInitialized(tags(found));
    }

    private static Object tags(Object found) {
        try {
            return note.getField("tags").get(found);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static SelectionQuery<Long> query(SharedSessionContract session) {
        return session.createSelectionQuery("select id from Note order by id", Long.class);
    }

    private static <T> List<T> list(Claims claims, SessionFactory factory, Function<Session, SelectionQuery<T>> query) {
        return ClaimsScope.<List<T>, RuntimeException>call(claims, () -> {
            try (Session session = factory.openSession()) {
                return query.apply(session).getResultList();
            }
        });
    }

    private static Object in(Claims claims, SessionFactory factory, Function<Session, Object> work) {
        return ClaimsScope.<Object, RuntimeException>call(claims, () -> {
            try (Session session = factory.openSession()) {
                return work.apply(session);
            }
        });
    }
}
