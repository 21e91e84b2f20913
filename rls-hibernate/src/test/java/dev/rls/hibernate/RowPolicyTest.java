package dev.rls.hibernate;

import static dev.rls.hibernate.app.Desk.ALICE;
import static dev.rls.hibernate.app.Desk.BOB;
import static dev.rls.hibernate.app.Desk.MANAGER;
import static dev.rls.hibernate.app.Desk.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Desk;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.desk.Notice;
import dev.rls.hibernate.desk.Page;
import dev.rls.hibernate.desk.Step;
import dev.rls.hibernate.desk.Task;
import dev.rls.policy.evaluate.ClaimTypeException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.criteria.CriteriaQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Hibernate;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Users of one tenant who may see and do different things. Each refusal has its control: the same with claims that may.
 */
class RowPolicyTest {

    private static final String IDS = "select id from Task order by id";

    @AfterAll
    static void stop() {
        Desk.stop();
    }

    @ParameterizedTest
    @EnumSource
    void everyoneReadsTheirOwnRows(Desk desk) {
        assertThat(longs(desk, ALICE, IDS)).containsExactly(1L, 3L, 4L);
        assertThat(longs(desk, BOB, IDS)).containsExactly(2L, 4L);
        assertThat(longs(desk, MANAGER, IDS)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(longs(desk, POOR, IDS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToReadIsNarrowed(Desk desk) {
        List<Function<Session, Object>> ways = List.of(
                session -> session.find(Task.class, 2L) != null,
                session -> !session.findMultiple(Task.class, List.of(2L)).contains(null),
                session -> criteria(session).stream().anyMatch(task -> ((Task) Hibernate.unproxy(task)).id == 2L),
                session ->
                        longs(session, "select count(*) from Task where id = 2").contains(1L),
                session -> longs(
                                session,
                                "select s.task.parent.id from Step s join s.task t join t.parent p where s.id = 11")
                        .contains(2L),
                session -> longs(session, "select id from Step where exists (from Task where id = 2)")
                        .contains(11L),
                session -> Hibernate.unproxy(session.find(Task.class, 1L).parent) != null);

        for (Function<Session, Object> way : ways) {
            assertThat(seen(desk, ALICE, way)).isEqualTo(false);
            assertThat(seen(desk, MANAGER, way)).isEqualTo(true);
        }
    }

    /** Hibernate filters no cross join, and right and full joins where that keeps no row away. */
    @ParameterizedTest
    @EnumSource
    void joinsOfAllKindsReadNoMore(Desk desk) {
        List<String> crossed = List.of(
                "select t.id from Notice n cross join Task t",
                "select t.id from Task own cross join Task t",
                "select t.id from Notice n left join Task own on own.id = 1 cross join Task t",
                "select (select max(o.id) from Notice n cross join Task o where o.id in (1, 2)) from Task t",
                "select s.task.id from Notice n cross join Step s");
        for (String query : crossed) {
            assertThat(longs(desk, ALICE, query)).as(query).isNotEmpty().doesNotContain(2L, 5L);
        }
        String set = "update Task set amount = (select max(t.amount) from Notice n cross join Task t)";
        assertThat(count(desk, ALICE, set)).isPositive();
        assertThat(desk.truth("select max(amount) from task where ownerid = 'alice' and tenantid = 'acme'"))
                .allMatch(amount -> new BigDecimal(amount).compareTo(BigDecimal.valueOf(40)) <= 0);

        String outer = "select t.id from Notice n %s join Task t on t.id < 10";
        if (desk == Desk.ON_H2) {
            for (String join : List.of("right", "full")) {
                assertThatThrownBy(() -> longs(desk, ALICE, outer.formatted(join)))
                        .isInstanceOf(TenantMismatchException.class)
                        .hasMessageStartingWith("RLS214: a " + join + " join of " + Task.class.getName());
            }
        } else if (desk != Desk.ORM_ON_POSTGRES) {
            assertThat(longs(desk, ALICE, outer.formatted("right"))).doesNotContain(2L, 5L);
        }
    }

    /** Where there are no lateral joins Hibernate writes others, without the conditions of the subquery. */
    @ParameterizedTest
    @EnumSource
    void lateralJoinsReadNoMore(Desk desk) {
        List<String> queries = List.of(
                "select x.n from Notice n join lateral (select 1L as n from Task t where n.id = 21) x",
                "select x.n from Task own join lateral (select 1L as n from own.steps s where own.id = 1) x",
                "select x.n from Notice n join lateral"
                        + " (select n.id as n from Notice m where m.id = 0 union all select 1L as n from Task t where n.id = 21) x");
        for (String query : queries) {
            if (desk == Desk.ON_H2) {
                assertThatThrownBy(() -> longs(desk, ALICE, query))
                        .as(query)
                        .isInstanceOf(TenantMismatchException.class)
                        .hasMessageStartingWith("RLS214: a lateral join of a subquery over ");
            } else {
                assertThat(longs(desk, ALICE, query)).as(query).hasSizeBetween(1, 3);
            }
        }
        assertThat(longs(desk, ALICE, "select x.n from Notice n join (select t.id as n from Task t) x on n.id = 21"))
                .containsExactlyInAnyOrder(1L, 3L, 4L);
    }

    @ParameterizedTest
    @EnumSource
    void statelessSessionsReadNoMore(Desk desk) {
        Function<StatelessSession, Object> get = session -> session.get(Task.class, 2L) != null;
        Function<StatelessSession, Object> query = session ->
                session.createSelectionQuery(IDS, Long.class).getResultList().contains(2L);

        for (Function<StatelessSession, Object> way : List.of(get, query)) {
            assertThat(stateless(desk, ALICE, way)).isEqualTo(false);
            assertThat(stateless(desk, MANAGER, way)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void childrenAreReadWithTheirParent(Desk desk) {
        assertThat(longs(desk, ALICE, "select id from Step order by id")).containsExactly(11L);
        assertThat(longs(desk, MANAGER, "select id from Step order by id")).containsExactly(11L, 12L);
        int steps = read(desk, ALICE, s -> s.find(Task.class, 1L).steps.size());
        assertThat(steps).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void sharedRowsAreReadByAllAndWrittenByNone(Desk desk) {
        assertThat(longs(desk, BOB, "select id from Notice order by id")).containsExactly(21L, 22L);

        assertRejected(desk, BOB, Operation.UPDATE, s -> s.find(Notice.class, 22L).text = "changed");
        assertRejected(desk, BOB, Operation.DELETE, s -> s.remove(s.find(Notice.class, 22L)));
        write(desk, BOB, s -> s.find(Notice.class, 21L).text = "changed");
        write(desk, BOB, s -> s.persist(new Notice(24L, "new")));
        assertThat(desk.truth("select tenantid from notice where id = 24")).containsExactly("acme");
        assertThat(count(desk, BOB, "update Notice set text = 'x'")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutTenantAreReadByWhatTheirPolicySays(Desk desk) {
        assertThat(strings(desk, ALICE, "select path from Page order by path"))
                .containsExactly("/acme/alice/1", "/globex/1");
        assertThat(strings(desk, POOR, "select path from Page")).containsExactly("/globex/1");
        assertThatThrownBy(() -> desk.factory().inTransaction(s -> strings(s, "select path from Page")))
                .isInstanceOf(NoClaimsException.class);
    }

    @ParameterizedTest
    @EnumSource
    void insertsAreChecked(Desk desk) {
        assertRejected(desk, BOB, Operation.INSERT, s -> s.persist(new Task(9L, "alice")));
        write(desk, BOB, s -> s.persist(new Task(9L, "bob")));
        write(desk, MANAGER, s -> s.persist(new Task(9L, "alice")));
    }

    /** A generated key is read back, so the row must be one that may be read. */
    @ParameterizedTest
    @EnumSource
    void insertsThatReturnSomethingAreCheckedForReadingToo(Desk desk) {
        assertRejected(desk, ALICE, Operation.INSERT, s -> s.persist(new Page("globex", false, "/acme/alice/2")));
        assertRejected(desk, ALICE, Operation.INSERT, s -> s.persist(new Page("acme", false, "/acme/bob/2")));
        write(desk, ALICE, s -> s.persist(new Page("acme", false, "/acme/alice/2")));
    }

    @ParameterizedTest
    @EnumSource
    void updatesAreCheckedBeforeAndAfter(Desk desk) {
        assertRejected(desk, ALICE, Operation.UPDATE, s -> s.find(Task.class, 3L).team = "blue"); // closed
        assertRejected(desk, ALICE, Operation.UPDATE, s -> s.find(Task.class, 1L).ownerId = "bob");
        assertRejected(desk, ALICE, Operation.UPDATE, s -> s.find(Task.class, 1L).status = Task.Status.CLOSED);
        assertRejected(desk, ALICE, Operation.UPDATE, s -> s.find(Task.class, 1L).amount = new BigDecimal("100.005"));
        write(desk, ALICE, s -> s.find(Task.class, 1L).amount = new BigDecimal("100.004"));
        write(desk, ALICE, s -> s.find(Task.class, 1L).status = Task.Status.DONE);
        write(desk, MANAGER, s -> s.find(Task.class, 1L).ownerId = "bob");
    }

    @ParameterizedTest
    @EnumSource
    void deletesAreChecked(Desk desk) {
        assertRejected(desk, ALICE, Operation.DELETE, s -> s.remove(s.find(Task.class, 3L)));
        write(desk, ALICE, s -> s.remove(s.find(Task.class, 4L)));
        assertThatThrownBy(() -> write(desk, ALICE, s -> s.remove(s.getReference(Task.class, 3L))))
                .isInstanceOf(RuntimeException.class);
        assertThat(desk.truth("select id from task where id = 3")).hasSize(1);
        write(desk, ALICE, s -> s.remove(s.getReference(Task.class, 4L)));
        assertThat(desk.truth("select id from task where id = 4")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void statelessWritesAreChecked(Desk desk) {
        Task foreign = task(2L, "alice", Task.Status.OPEN);
        Task closed = task(3L, "alice", Task.Status.OPEN);
        Task given = task(1L, "bob", Task.Status.OPEN);
        Task own = task(4L, "alice", Task.Status.DONE);

        for (Task task : List.of(foreign, closed, given)) {
            assertStatelessRefused(desk, s -> s.update(task));
            assertStatelessRefused(desk, s -> s.upsert(task));
        }
        for (Task task : List.of(foreign, closed)) {
            assertStatelessRefused(desk, s -> s.delete(task));
        }
        stateless(desk, ALICE, s -> {
            s.update(own);
            return 0;
        });
        assertThat(desk.truth("select status from task where id = 4")).containsExactly("DONE");
        stateless(desk, ALICE, s -> {
            s.upsert(own);
            s.upsert(task(9L, "alice", Task.Status.OPEN));
            return 0;
        });
        assertThat(desk.truth("select ownerid from task where id in (4, 9)")).containsExactly("alice", "alice");
    }

    /** Row 2 is bob's, row 3 is closed, row 5 is of another tenant, step 12 hangs on row 2 and step 15 on row 5. */
    @ParameterizedTest
    @EnumSource
    void anInstanceThatSomebodyMadeUpDoesNotDecide(Desk desk) {
        Task open = task(1L, "alice", Task.Status.OPEN);
        List<Supplier<Object>> madeUp = List.of(
                () -> task(2L, "alice", Task.Status.OPEN),
                () -> task(3L, "alice", Task.Status.OPEN),
                () -> task(5L, "alice", Task.Status.OPEN),
                () -> new Step(12L, "b", open),
                () -> new Step(15L, "g", open));
        String ids = "select id from task union select id from step order by id";
        desk.factory();
        List<String> before = desk.truth(ids);

        for (Supplier<Object> instance : madeUp) {
            try {
                write(desk, ALICE, s -> s.remove(instance.get()));
            } catch (WriteRejectedException | OptimisticLockException e) {
                // the database may pass over the row without a word
            }
        }
        assertThat(desk.truth(ids)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void updatesByQueryTouchWhatTheirPolicyAdmits(Desk desk) {
        assertThat(count(desk, ALICE, "update Task set team = 'red'")).isEqualTo(2);
        assertThat(desk.truth("select id from task where team = 'red' order by id"))
                .containsExactly("1", "4", "5");
        assertThat(count(desk, MANAGER, "update Task set team = 'red'")).isEqualTo(3);
        assertThat(count(desk, ALICE, "update Task set team = 'red' where exists (from Task where id = 3)"))
                .isEqualTo(2);
        assertThat(count(desk, ALICE, "update Task set team = 'red' where exists (from Task where id = 2)"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void updatesByQueryFailWhereTheyLeaveOtherRows(Desk desk) {
        assertRejected(desk, ALICE, Operation.UPDATE, s -> execute(s, "update Task set ownerId = 'bob' where id = 1"));
        assertRejected(desk, ALICE, Operation.UPDATE, s -> execute(s, "update Task set status = CLOSED where id = 1"));
        assertRejected(
                desk, ALICE, Operation.UPDATE, s -> execute(s, "update Task set amount = amount * 11 where id = 1"));
        assertThat(count(desk, ALICE, "update Task set amount = amount * 10 where id = 1"))
                .isEqualTo(1);
        assertThat(count(desk, MANAGER, "update Task set ownerId = 'bob', status = DONE where id = 1"))
                .isEqualTo(1);
        assertRejected(
                desk,
                ALICE,
                Operation.UPDATE,
                s -> s.createMutationQuery("update Task set ownerId = :o where id = 1")
                        .setParameter("o", "bob")
                        .executeUpdate());
        assertRejected(desk, ALICE, Operation.UPDATE, s -> execute(s, "update Step s set s.task.id = 2 where id = 11"));
        assertThat(count(desk, MANAGER, "update Step s set s.task.id = 2 where id = 11"))
                .isEqualTo(1);
    }

    /** PostgreSQL asks the permissive policy first, which says what the others say, and does not name it. */
    @ParameterizedTest
    @EnumSource(names = {"BOTH_ON_POSTGRES", "BOTH_ON_POSTGRES_15"})
    void whatTheDatabaseRejectsNamesTheOnlyPolicyOrAllThatCanHaveDecided(Desk desk) {
        String ofTasks = "rls_tenant_restrict, rls_own_restrict, rls_open_restrict_update";
        String ofNewTasks = "rls_tenant_restrict, rls_own_restrict";

        assertSeveral(desk, hql("update Task set ownerId = 'bob' where id = 1"), "update", ofTasks);
        assertSeveral(desk, hql("update Task set tenantId = 'globex' where id = 1"), "update", ofTasks);
        assertSeveral(desk, sql("/* as */ update task set status = 'CLOSED' where id = 1"), "update", ofTasks);
        assertSeveral(
                desk,
                hql("insert into Task (id, tenantId, ownerId, status) values (9, 'acme', 'bob', OPEN)"),
                "insert",
                ofNewTasks);
        assertSeveral(
                desk,
                sql("insert into task (id, tenantid, ownerid, status) values (1, 'acme', 'alice', 'OPEN')"
                        + " on conflict (id) do update set ownerid = 'bob'"),
                "insert",
                ofTasks);
        assertSeveral(
                desk,
                sql(
                        "insert into page (tenant, published, path) values ('globex', false, '/acme/alice/9') returning id"),
                "insert",
                "rls_writers_restrict_insert, rls_readers_restrict_select");
        assertSeveral(
                desk,
                sql("with moved as (update task set ownerid = 'bob' where id = 1 returning id) select id from moved"),
                "update",
                ofTasks);
        assertMessage(
                desk,
                sql("insert into page (tenant, published, path) values ('globex', false, '/acme/bob/9')"),
                "rls_writers_restrict_insert",
                "RLS302: insert of dev.rls.hibernate.desk.Page rejected: the row it would leave breaks policy"
                        + " rls_writers_restrict_insert. Write one that the policy admits, or with claims that may");
    }

    @ParameterizedTest
    @EnumSource(names = {"BOTH_ON_POSTGRES", "BOTH_ON_POSTGRES_15"})
    void rowsThatAnUpsertMustNotTouchAreToldAsSuch(Desk desk) {
        String noTouch = "RLS303: %s of %s rejected: %s keeps these claims from the row. Leave it as it is, or do it"
                + " with claims that may";
        String upsert = "insert into notice (id, tenantid, text) values (%s, 'acme', 'x')"
                + " on conflict (id) do update set text = 'y'";
        for (String foreign : List.of(upsert.formatted(23), upsert.formatted(22))) {
            assertMessage(
                    desk,
                    sql(foreign),
                    "rls_tenant_restrict_update",
                    noTouch.formatted("update", Notice.class.getName(), "policy rls_tenant_restrict_update"));
        }
        assertMessage(
                desk,
                sql("merge into task t using (select 3 as id) s on t.id = s.id when matched then delete"),
                null,
                noTouch.formatted(
                        "delete",
                        Task.class.getName(),
                        "one of the policies rls_tenant_restrict, rls_own_restrict,"
                                + " rls_open_restrict_delete (the database does not tell which)"));
        write(desk, ALICE, sql(upsert.formatted(21)));
        write(desk, MANAGER, sql("merge into task t using (select 4 as id) s on t.id = s.id when matched then delete"));
    }

    @ParameterizedTest
    @EnumSource
    void aQueryThatNamesAnotherTenantIsToldSoWhereNothingElseCanDecide(Desk desk) {
        String message =
                "RLS301: %s of dev.rls.hibernate.desk.Notice rejected: its attribute \"tenantId\" does not name the"
                        + " tenant of the claims. Name that one, or write with claims of the other";

        assertMessage(
                desk,
                hql("update Notice set tenantId = 'globex' where id = 21"),
                "rls_tenant_restrict_update",
                message.formatted("update"));
        assertMessage(
                desk,
                hql("insert into Notice (id, tenantId, text) values (29, 'globex', 'x')"),
                "rls_tenant_restrict_insert",
                message.formatted("insert"));
        if (!desk.databaseDecides()) {
            assertMessage(
                    desk,
                    hql("update Task set tenantId = 'globex' where id = 1"),
                    "rls_tenant_restrict",
                    message.formatted("update").replace("Notice", "Task"));
        }
        assertThat(count(desk, ALICE, "update Notice set tenantId = 'acme' where id = 21"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void deletesByQueryTouchWhatTheirPolicyAdmits(Desk desk) {
        assertThat(count(desk, BOB, "delete from Notice")).isEqualTo(1);
        assertThat(count(desk, ALICE, "delete from Step")).isEqualTo(1);
        assertThat(count(desk, MANAGER, "delete from Step")).isEqualTo(2);
        assertThat(count(desk, ALICE, "delete from Task where id in (3, 4)")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void insertsByQueryAreStampedAndChecked(Desk desk) {
        String own = "insert into Task (id, ownerId, team, status) values (9, 'alice', null, OPEN)";
        String foreign = own.replace("alice", "bob");
        String named = "insert into Task (id, tenantId, ownerId, team, status) values (9, '%s', 'alice', null, OPEN)";

        assertThat(count(desk, ALICE, own)).isEqualTo(1);
        assertThat(desk.truth("select tenantid from task where id = 9")).containsExactly("acme");
        assertThat(count(desk, MANAGER, foreign)).isEqualTo(1);
        assertThat(count(desk, ALICE, named.formatted("acme"))).isEqualTo(1);
        assertThat(count(desk, ALICE, own.replace("values", "values (8, 'alice', null, OPEN),")))
                .isEqualTo(2);
        assertRejected(desk, ALICE, Operation.INSERT, s -> execute(s, foreign));
        assertRejected(desk, ALICE, Operation.INSERT, s -> execute(s, named.formatted("globex")));
        assertRejected(
                desk,
                ALICE,
                Operation.INSERT,
                s -> execute(s, own.replace("values", "values (8, 'bob', null, OPEN),")));
        assertThat(desk.truth("select id from task where id in (8, 9)")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreSelectedAreInsertedLikeOthers(Desk desk) {
        String copy = "insert into Task (id, ownerId, team, status)"
                + " select t.id + 100, '%s', cast(null as String), t.status from Task t";

        assertThat(count(desk, ALICE, copy.formatted("alice"))).isEqualTo(3);
        assertThat(count(desk, MANAGER, copy.formatted("bob"))).isEqualTo(4);
        assertRejected(desk, ALICE, Operation.INSERT, s -> execute(s, copy.formatted("bob")));

        String step = "insert into Step (id, text, task) select 19L, 'x', t from Task t where t.id = %s";
        assertThat(count(desk, ALICE, step.formatted("1"))).isEqualTo(1);
        assertThat(count(desk, ALICE, step.formatted("2"))).isEqualTo(0);
        assertRejected(
                desk,
                BOB,
                Operation.INSERT,
                s -> execute(s, "insert into Step (id, text, task) values (19L, 'x', null)"));
    }

    /** A parent that is not seen is none; the control is the one that is. */
    @ParameterizedTest
    @EnumSource
    void anInsertByQueryMustBelongToAParentThatIsSeen(Desk desk) {
        Consumer<Session> adopt =
                s -> s.createMutationQuery("insert into Step (id, text, task) values (19L, 'x', :task)")
                        .setParameter("task", s.getReference(Task.class, 2L))
                        .executeUpdate();

        assertRejected(desk, ALICE, Operation.INSERT, adopt);
        write(desk, BOB, adopt);
    }

    @ParameterizedTest
    @EnumSource
    void onAConflictNothingForeignIsChanged(Desk desk) {
        String insert = "insert into Notice (id, text) values (%s, 'mine') on conflict (id) do %s";
        String update = "update set text = 'mine'";

        if (desk.databaseDecides()) {
            assertThat(count(desk, ALICE, insert.formatted(21, update))).isEqualTo(1);
            assertRejected(desk, ALICE, Operation.UPDATE, s -> execute(s, insert.formatted(23, update)));
        } else {
            assertMessage(
                    desk,
                    hql(insert.formatted(23, update)),
                    "rls_tenant_restrict_insert",
                    "RLS304: insert of dev.rls.hibernate.desk.Notice rejected: its rows cannot be checked by the"
                            + " statement: on a conflict it would change a row that may be another's, and the database"
                            + " enforces no policies here. Assign what the policies ask for, or persist the entities"
                            + " one by one");
        }
        assertThat(count(desk, ALICE, insert.formatted(29, "nothing"))).isEqualTo(1);
        assertThat(desk.truth("select text from notice where id = 23")).containsExactly("foreign");
    }

    /** What the database would fill in is not known to the statement. */
    @ParameterizedTest
    @EnumSource
    void anInsertByQueryAssignsWhatIsAskedFor(Desk desk) {
        String unnamed = "insert into Task (id, ownerId, status) values (9, 'alice', OPEN)";

        if (desk.databaseDecides()) {
            assertThat(count(desk, ALICE, unnamed)).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> write(desk, ALICE, hql(unnamed)))
                    .isInstanceOf(WriteRejectedException.class)
                    .hasMessageStartingWith("RLS304: insert of dev.rls.hibernate.desk.Task rejected: its rows cannot be"
                            + " checked by the statement: policy rls_own_restrict asks for the column team, which the"
                            + " statement leaves to its default");
        }
    }

    @ParameterizedTest
    @EnumSource
    void associatedRowsDecide(Desk desk) {
        assertRejected(
                desk, ALICE, Operation.INSERT, s -> s.persist(new Step(19L, "x", s.getReference(Task.class, 2L))));
        assertRejected(desk, ALICE, Operation.INSERT, s -> s.persist(new Step(19L, "x", null)));
        write(desk, ALICE, s -> s.persist(new Step(19L, "x", s.getReference(Task.class, 1L))));
        write(desk, ALICE, s -> {
            Task task = new Task(8L, "alice");
            s.persist(task);
            s.persist(new Step(18L, "x", task));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aClaimOfTheWrongTypeIsAnError(Desk desk) {
        Claims odd = Tenants.claims(Map.of("tenant_id", "acme", "sub", "alice", "roles", "manager"));

        assertThatThrownBy(() -> read(desk, odd, s -> longs(s, IDS)))
                .isInstanceOf(ClaimTypeException.class)
                .hasMessageContaining("roles")
                .hasMessageNotContaining("manager");
        assertThatThrownBy(() -> write(desk, odd, s -> s.persist(new Task(9L, "alice"))))
                .isInstanceOf(ClaimTypeException.class);
    }

    @ParameterizedTest
    @EnumSource
    void claimsAreParametersAlone(Desk desk) {
        Claims odd = Tenants.claims(Map.of(
                "tenant_id",
                "acme",
                "sub",
                "' or '1'='1",
                "roles",
                List.of("{\"x\"}", "a,b", "\\"),
                "teams",
                List.of("'")));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add("team" + i);
        }
        Claims large = Tenants.claims(Map.of("tenant_id", "acme", "sub", "x", "roles", List.of(), "teams", many));

        assertThat(longs(desk, odd, IDS)).isEmpty();
        assertThat(longs(desk, large, IDS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatWasDisabledIsMissed(Desk desk) {
        assertThatThrownBy(() -> read(desk, ALICE, s -> {
                    s.disableFilter("rls_select");
                    return longs(s, IDS);
                }))
                .isInstanceOf(TenantMismatchException.class)
                .hasMessageStartingWith("RLS210");
    }

    @ParameterizedTest
    @EnumSource(names = "ON_H2")
    void decisionsAreExplained(Desk desk) {
        Task closed = task(3L, "alice", Task.Status.CLOSED);

        assertThat(Policies.of(desk.factory()).explain(closed, ALICE, Operation.DELETE))
                .satisfies(
                        explained -> assertThat(explained.decision().policy()).isEqualTo("open"))
                .asString()
                .contains("policy open: does not hold: status = 'OPEN' is false");
        assertThat(Policies.of(desk.factory())
                        .explain(task(1L, "alice", Task.Status.OPEN), ALICE, Operation.DELETE)
                        .decision()
                        .policy())
                .isNull();
    }

    private static Task task(long id, String owner, Task.Status status) {
        Task task = new Task(id, owner);
        task.tenantId = "acme";
        task.status = status;
        return task;
    }

    private static void assertRejected(Desk desk, Claims claims, Operation operation, Consumer<Session> work) {
        assertThatThrownBy(() -> write(desk, claims, work)).isInstanceOfSatisfying(WriteRejectedException.class, e -> {
            assertThat(e.operation()).isEqualTo(operation);
            assertThat(e.policy()).satisfiesAnyOf(policy -> assertThat(policy).contains("_restrict"), policy -> {
                assertThat(policy).as("several can have decided").isNull();
                assertThat(desk).isNotEqualTo(Desk.ORM_ON_POSTGRES);
            });
            assertThat(e).hasNoCause();
        });
    }

    private static Consumer<Session> hql(String statement) {
        return session -> session.createMutationQuery(statement).executeUpdate();
    }

    private static Consumer<Session> sql(String statement) {
        return session -> {
            if (statement.contains(" returning ")) {
                session.createNativeQuery(statement, Object.class).getResultList();
            } else {
                session.createNativeMutationQuery(statement).executeUpdate();
            }
        };
    }

    private static void assertSeveral(Desk desk, Consumer<Session> work, String operation, String policies) {
        String entity = policies.contains("rls_own") ? Task.class.getName() : Page.class.getName();
        assertMessage(
                desk,
                work,
                null,
                "RLS302: " + operation + " of " + entity
                        + " rejected: the row it would leave breaks one of the policies "
                        + policies
                        + " (the database does not tell which). Write one that the policy admits, or with claims"
                        + " that may");
    }

    private static void assertMessage(Desk desk, Consumer<Session> work, @Nullable String policy, String message) {
        assertThatThrownBy(() -> write(desk, ALICE, work))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        e -> assertThat(e.policy()).isEqualTo(policy))
                .hasMessage(message)
                .hasNoCause();
    }

    /** Where the database decides, it updates no row, which Hibernate takes for a stale one. */
    private static void assertStatelessRefused(Desk desk, Consumer<StatelessSession> work) {
        String state = "select ownerid || status from task order by id";
        desk.factory();
        List<String> before = desk.truth(state);
        assertThatThrownBy(() -> stateless(desk, ALICE, s -> {
                    work.accept(s);
                    return 0;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(desk.truth(state)).isEqualTo(before);
    }

    private static <T> T read(Desk desk, Claims claims, Function<Session, T> work) {
        return ClaimsScope.<T, RuntimeException>call(
                claims, () -> desk.factory().fromTransaction(work::apply));
    }

    private static Object seen(Desk desk, Claims claims, Function<Session, Object> way) {
        try {
            return read(desk, claims, way);
        } catch (ObjectNotFoundException e) {
            return false;
        }
    }

    private static void write(Desk desk, Claims claims, Consumer<Session> work) {
        ClaimsScope.run(claims, () -> desk.factory().inTransaction(work::accept));
    }

    private static Object stateless(Desk desk, Claims claims, Function<StatelessSession, Object> work) {
        return ClaimsScope.<Object, RuntimeException>call(
                claims, () -> desk.factory().fromStatelessTransaction(work::apply));
    }

    private static int count(Desk desk, Claims claims, String statement) {
        return read(desk, claims, session -> execute(session, statement));
    }

    private static int execute(Session session, String statement) {
        return session.createMutationQuery(statement).executeUpdate();
    }

    private static List<Long> longs(Desk desk, Claims claims, String query) {
        return read(desk, claims, session -> longs(session, query));
    }

    private static List<String> strings(Desk desk, Claims claims, String query) {
        return read(desk, claims, session -> strings(session, query));
    }

    private static List<Long> longs(Session session, String query) {
        return session.createSelectionQuery(query, Long.class).getResultList();
    }

    private static List<String> strings(Session session, String query) {
        return session.createSelectionQuery(query, String.class).getResultList();
    }

    private static List<Task> criteria(Session session) {
        CriteriaQuery<Task> query = session.getCriteriaBuilder().createQuery(Task.class);
        query.from(Task.class);
        return session.createSelectionQuery(query).getResultList();
    }
}
