package dev.rls.hibernate;

import static dev.rls.hibernate.app.Memos.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Memos;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.memo.Memo;
import dev.rls.hibernate.memo.Shelf;
import dev.rls.hibernate.memo.Site;
import dev.rls.policy.evaluate.ClaimTypeException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A persistence unit in which nothing has a tenant: policies over other claims protect it alone. */
class RowPoliciesAloneTest {

    private static final String IDS = "select id from Memo order by id";
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-01-31T13:00:00+01:00");

    @ParameterizedTest
    @EnumSource
    void itStartsAndNarrows(Memos memos) {
        assertThat(RlsProtection.of(memos.factory()).scopedEntities()).containsExactly(Memo.class.getName());
        assertThat(ids(memos, ALICE)).containsExactly(1L, 3L);
        assertThat(ids(memos, Memos.user("bob"))).containsExactly(2L, 3L);
        assertThat(ids(memos, Memos.user("carol"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutClaimsEveryTouchIsAnError(Memos memos) {
        List<Consumer<Session>> touches = List.of(
                session -> ids(session),
                session -> session.find(Memo.class, 1L),
                session -> Hibernate.initialize(session.find(Shelf.class, "open").memos),
                session -> execute(session, "update Memo set topic = 'x'"),
                session -> execute(session, "delete from Memo"),
                session -> {
                    session.persist(memo(9));
                    session.flush();
                });

        for (Consumer<Session> touch : touches) {
            assertThatThrownBy(() -> memos.factory().inTransaction(touch::accept))
                    .isInstanceOf(NoClaimsException.class)
                    .hasMessageStartingWith("RLS201");
            assertThatCode(() -> run(memos, ALICE, touch)).as("the control").doesNotThrowAnyException();
        }
        memos.factory()
                .inTransaction(session -> assertThat(session.find(Shelf.class, "open").open)
                        .as("what has no policy needs no claims")
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void numbersCountAsTheColumnWillHoldThem(Memos memos) {
        run(memos, ALICE, session -> session.find(Memo.class, 1L).amount = new BigDecimal("100.004"));
        assertThat(memos.truth("select amount from memo where id = 1")).containsExactly("100.00");
        assertRejected(memos, session -> session.find(Memo.class, 1L).amount = new BigDecimal("100.005"));
    }

    @ParameterizedTest
    @EnumSource
    void timesCountAsTheColumnWillHoldThem(Memos memos) {
        run(memos, ALICE, session -> session.find(Memo.class, 1L).due = NOON.plusNanos(499));
        assertThat(memos.truth("select id from memo where due = timestamp with time zone '2026-01-31 12:00:00+00'"))
                .containsExactly("1");
        assertRejected(memos, session -> session.find(Memo.class, 1L).due = NOON.plusNanos(500));
    }

    @ParameterizedTest
    @EnumSource
    void queriesThatAssignEmbeddedAttributesAreChecked(Memos memos) {
        String city = "update Memo set site.city = :city where id = 1";
        assertRejected(
                memos,
                session -> session.createMutationQuery(city)
                        .setParameter("city", "Nowhere")
                        .executeUpdate());
        run(
                memos,
                ALICE,
                session -> session.createMutationQuery(city)
                        .setParameter("city", "Rome")
                        .executeUpdate());
        assertThat(memos.truth("select city from memo where id = 1")).containsExactly("Rome");
        String site = "update Memo set site = :site where id = 1";
        assertRejected(
                memos,
                session -> session.createMutationQuery(site)
                        .setParameter("site", new Site("Nowhere", "1"))
                        .executeUpdate());
        run(
                memos,
                ALICE,
                session -> session.createMutationQuery(site)
                        .setParameter("site", new Site("Oslo", "1"))
                        .executeUpdate());
        assertThat(memos.truth("select city from memo where id = 1")).containsExactly("Oslo");
    }

    @ParameterizedTest
    @EnumSource
    void pathsLeadToEntitiesWithoutPolicies(Memos memos) {
        assertRejected(
                memos, session -> session.find(Memo.class, 1L).shelf = session.getReference(Shelf.class, "shut"));
        assertRejected(memos, session -> execute(session, "update Memo m set m.shelf.code = 'shut' where id = 1"));
        run(memos, ALICE, session -> session.find(Memo.class, 1L).shelf = null);
        run(memos, ALICE, session -> session.find(Memo.class, 1L).shelf = session.getReference(Shelf.class, "open"));
    }

    @ParameterizedTest
    @EnumSource
    void everyClaimOfAnOperationHasItsTypeOrNothingIsDone(Memos memos) {
        Claims topics = Tenants.claims(Map.of("sub", "alice", "topics", "plans"));
        Claims clearance = Tenants.claims(Map.of("sub", "alice", "topics", List.of(), "clearance", "high"));

        assertOddClaim(memos, topics, "topics", session -> ids(session));
        assertOddClaim(memos, topics, "topics", session -> session.find(Memo.class, 1L));
        assertOddClaim(
                memos, topics, "topics", session -> Hibernate.initialize(session.find(Shelf.class, "open").memos));
        assertOddClaim(memos, topics, "topics", session -> execute(session, "delete from Memo where id = 77"));
        assertThat(ids(memos, clearance)).as("no policy for reading asks it").containsExactly(1L);
        assertOddClaim(
                memos,
                clearance,
                "clearance",
                session -> execute(session, "update Memo set topic = 'x' where id = 77"));
        assertOddClaim(memos, clearance, "clearance", session -> session.find(Memo.class, 1L).topic = "x");
        assertOddClaim(memos, clearance, "clearance", session -> session.persist(memo(9)));
        run(memos, clearance, session -> session.remove(session.find(Memo.class, 1L)));
    }

    /** More than a token can hold, so the database is asked to trust the application. */
    @ParameterizedTest
    @EnumSource
    void tenThousandElementsAreOneParameter(Memos memos) {
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            topics.add("topic" + i);
        }
        Claims without = Claims.of(Map.of("sub", "carol", "topics", topics));
        topics.set(9_999, "plans");
        Claims with = Claims.of(Map.of("sub", "carol", "topics", topics));
        memos.factory();
        memos.trust(true);
        try {
            assertThat(ids(memos, without)).isEmpty();
            assertThat(ids(memos, with)).containsExactly(3L);
        } finally {
            memos.trust(false);
        }
        assertThat(memos.statements()).allMatch(sql -> sql.length() < 1_000);
    }

    @ParameterizedTest
    @EnumSource
    void noClaimIsPartOfAStatement(Memos memos) {
        List<String> odd = List.of("zz'--", "zz\\' or 1=1", "zz\"}", "zz\u202Egnol", "{zz}", "zz$$", "zz:sub ?");
        for (String value : odd) {
            Claims claims = Tenants.claims(Map.of("sub", value, "topics", List.of(value, "b"), "clearance", 1));
            assertThat(ids(memos, claims)).isEmpty();
            assertThat(memos.statements()).isNotEmpty();
            run(memos, claims, session -> {
                Memo memo = memo(9);
                memo.ownerId = value;
                session.persist(memo);
                session.flush();
                session.clear();
                assertThat(ids(session)).containsExactly(9L);
                assertThat(execute(session, "update Memo set level = 1")).isEqualTo(1);
                session.find(Memo.class, 9L).topic = value;
            });
            assertThat(memos.statements()).hasSizeGreaterThan(3).noneMatch(sql -> sql.contains("zz"));
            assertThat(memos.truth("select topic from memo where id = 9")).containsExactly(value);
        }
        UnprotectedSql.run(
                "this is a test",
                () -> run(
                        memos,
                        ALICE,
                        session -> session.createNativeQuery("select 'zz'", String.class)
                                .getResultList()));
        assertThat(memos.statements()).as("the control").anyMatch(sql -> sql.contains("zz"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLoadedWithoutTheFilters(Memos memos) {
        List<Consumer<Session>> loads = List.of(
                session -> session.find(Memo.class, 1L),
                session -> Hibernate.initialize(session.find(Shelf.class, "open").memos),
                session -> ids(session));

        for (String filter : List.of("rls_select", "_tenantId")) {
            for (Consumer<Session> load : loads) {
                assertThatThrownBy(() -> run(memos, ALICE, session -> {
                            session.disableFilter(filter);
                            load.accept(session);
                        }))
                        .isInstanceOf(TenantMismatchException.class)
                        .hasMessageStartingWith("RLS210");
            }
            Consumer<Session> unprotected = session -> {
                session.disableFilter(filter);
                assertThat(session.find(Shelf.class, "open").open).isTrue();
            };
            if (memos == Memos.BOTH_ON_POSTGRES) {
                run(memos, ALICE, unprotected);
            } else {
                assertThatThrownBy(() -> run(memos, ALICE, unprotected))
                        .as("what such a session reads is not known")
                        .isInstanceOf(TenantMismatchException.class);
            }
        }
    }

    private static void assertOddClaim(Memos memos, Claims claims, String claim, Consumer<Session> touch) {
        assertThatThrownBy(() -> run(memos, claims, touch))
                .isInstanceOfSatisfying(
                        ClaimTypeException.class, e -> assertThat(e.claim()).isEqualTo(claim));
    }

    private static void assertRejected(Memos memos, Consumer<Session> work) {
        assertThatThrownBy(() -> run(memos, ALICE, work))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        // PostgreSQL does not tell whether it was that one or that of the readers
                        e -> assertThat(e.policy()).isIn("rls_bounds_restrict_update", null));
    }

    private static Memo memo(long id) {
        Memo memo = new Memo();
        memo.id = id;
        memo.ownerId = "alice";
        return memo;
    }

    private static List<Long> ids(Memos memos, Claims claims) {
        return call(memos, claims, RowPoliciesAloneTest::ids);
    }

    private static List<Long> ids(Session session) {
        return session.createSelectionQuery(IDS, Long.class).getResultList();
    }

    private static int execute(Session session, String statement) {
        return session.createMutationQuery(statement).executeUpdate();
    }

    private static void run(Memos memos, Claims claims, Consumer<Session> work) {
        ClaimsScope.run(claims, () -> memos.factory().inTransaction(work::accept));
    }

    private static <T> T call(Memos memos, Claims claims, Function<Session, T> work) {
        return ClaimsScope.<T, RuntimeException>call(
                claims, () -> memos.factory().fromTransaction(work::apply));
    }
}
