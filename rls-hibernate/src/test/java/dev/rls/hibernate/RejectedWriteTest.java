package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.Operation;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Ledgers;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.ledger.Account;
import dev.rls.hibernate.ledger.AccountRow;
import dev.rls.hibernate.ledger.Entry;
import dev.rls.hibernate.ledger.EntryRow;
import dev.rls.hibernate.ledger.Line;
import dev.rls.hibernate.ledger.PlainAccount;
import dev.rls.hibernate.ledger.PlainEntry;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes that find no row or a key that is taken. To whom a row is another's it looks as if it were gone, and the exception
 * is the same; what Hibernate throws by itself the twins show.
 */
class RejectedWriteTest {

    private static final long FOREIGN = 2;
    private static final long GONE = 99;
    private static final long BOOKED = 3;

    @AfterAll
    static void stop() {
        Ledgers.stop();
    }

    @ParameterizedTest
    @EnumSource
    void aMergeOfAForgedInstanceIsRefusedLikeAnyOther(Ledgers ledgers) {
        SessionFactory factory = ledgers.factory();

        WriteRejectedException foreign = rejected(factory, s -> s.merge(entry(new Entry(), FOREIGN)));
        WriteRejectedException gone = rejected(factory, s -> s.merge(entry(new Entry(), GONE)));

        assertNotSeen(foreign, Entry.class, Operation.UPDATE);
        assertThat(gone).hasMessage(foreign.getMessage());
        assertThatThrownBy(() -> ledgers.twin().inTransaction(s -> s.merge(entry(new PlainEntry(), GONE))))
                .as("the control")
                .isExactlyInstanceOf(OptimisticLockException.class);
        in(factory, s -> s.merge(entry(new Entry(), 1)));
        assertThat(ledgers.rows("select text from entry order by id")).containsExactly("x", "G-SECRET", "booked");
    }

    @ParameterizedTest
    @EnumSource
    void aStaleVersionStaysAConflict(Ledgers ledgers) {
        Entry stale = entry(new Entry(), 1);
        for (SessionFactory factory : List.of(ledgers.factory(), ledgers.batching())) {
            ledgers.truth("update entry set version = 7");
            Consumer<Session> late = s -> {
                Entry found = s.find(Entry.class, 1L);
                found.text = "late";
                ledgers.truth("update entry set version = 8 where id = 1");
            };

            assertThatThrownBy(() -> in(factory, s -> s.merge(stale)))
                    .isExactlyInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() -> in(factory, late)).isExactlyInstanceOf(OptimisticLockException.class);
            ledgers.truth("update entry set version = 7");
            assertThatThrownBy(() -> in(factory, s -> {
                        s.remove(s.find(Entry.class, 1L));
                        ledgers.truth("update entry set version = 8 where id = 1");
                    }))
                    .isExactlyInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() -> stateless(factory, s -> s.update(stale))).isInstanceOf(StaleStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreTakenAwayAreNotSeen(Ledgers ledgers) {
        List<String> away = List.of("update %s set tenantid = 'globex' where id = 1", "delete from %s where id = 1");
        for (boolean batches : new boolean[] {false, true}) {
            for (String taken : away) {
                SessionFactory factory = batches ? ledgers.batching() : ledgers.factory();
                Runnable ofAccount = () -> ledgers.truth(taken.formatted("account"));
                Runnable ofEntry = () -> ledgers.truth("delete from line", taken.formatted("entry"));

                assertNotSeen(
                        rejected(factory, s -> {
                            s.find(Account.class, 1L).text = "late";
                            ofAccount.run();
                        }),
                        Account.class,
                        Operation.UPDATE);
                ledgers.factory();
                assertNotSeen(
                        rejected(factory, s -> {
                            s.find(Entry.class, 1L).text = "late";
                            ofEntry.run();
                        }),
                        Entry.class,
                        Operation.UPDATE);
                ledgers.factory();
                assertNotSeen(
                        rejected(factory, s -> {
                            s.remove(s.find(Account.class, 1L));
                            ofAccount.run();
                        }),
                        Account.class,
                        Operation.DELETE);
                ledgers.factory();
                assertNotSeen(
                        rejected(factory, s -> {
                            s.remove(s.find(Entry.class, 1L));
                            s.flush();
                            s.clear();
                            s.remove(s.find(Account.class, 1L));
                            ofAccount.run();
                        }),
                        Account.class,
                        Operation.DELETE);
                ledgers.factory();
            }
        }
        assertThatThrownBy(() -> ledgers.twin().inTransaction(s -> {
                    s.find(PlainAccount.class, 1L).text = "late";
                    ledgers.truth("delete from account where id = 1");
                }))
                .as("the control")
                .isExactlyInstanceOf(OptimisticLockException.class);
    }

    @ParameterizedTest
    @EnumSource
    void statelessWritesThatFindNoRow(Ledgers ledgers) {
        SessionFactory factory = ledgers.factory();
        List<Consumer<StatelessSession>> foreign = writes(FOREIGN);
        List<Consumer<StatelessSession>> gone = writes(GONE);
        List<Consumer<StatelessSession>> own = writes(1);

        for (int i = 0; i < foreign.size(); i++) {
            Consumer<StatelessSession> toForeign = foreign.get(i);
            Consumer<StatelessSession> toGone = gone.get(i);
            Throwable rejected = catchThrowable(() -> stateless(factory, toForeign));
            assertNotSeen(rejected, Account.class, i % 2 == 0 ? Operation.UPDATE : Operation.DELETE);
            assertThatThrownBy(() -> stateless(factory, toGone)).hasMessage(rejected.getMessage());
            stateless(ledgers.factory(), own.get(i));
        }
        assertThatThrownBy(
                        () -> ledgers.twin().inStatelessTransaction(s -> s.update(account(new PlainAccount(), GONE))))
                .as("the control")
                .isInstanceOf(StaleStateException.class);
    }

    private static List<Consumer<StatelessSession>> writes(long id) {
        return List.of(
                s -> s.update(own(id)),
                s -> s.delete(own(id)),
                s -> s.updateMultiple(List.of(own(id))),
                s -> s.deleteMultiple(List.of(own(id))));
    }

    /** A row that is seen and must not be touched: PostgreSQL passes over it, and Hibernate takes that for a conflict. */
    @ParameterizedTest
    @EnumSource
    void rowsThatMustNotBeTouchedNameThePolicy(Ledgers ledgers) {
        Entry booked = entry(new Entry(), BOOKED);
        SessionFactory factory = ledgers.factory();

        in(factory, s -> {
            assertThat(Objects.requireNonNull(s.find(Entry.class, BOOKED)).text).isEqualTo("booked");
        });
        for (Consumer<StatelessSession> write :
                List.<Consumer<StatelessSession>>of(s -> s.update(booked), s -> s.updateMultiple(List.of(booked)))) {
            assertThatThrownBy(() -> stateless(factory, write))
                    .isInstanceOfSatisfying(WriteRejectedException.class, e -> {
                        assertThat(e.code()).isEqualTo("RLS303");
                        assertThat(e.policy()).isEqualTo("rls_draft_restrict_update");
                    });
            booked.version = 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTakenKeyIsRefusedWhoeverHasTheRow(Ledgers ledgers) {
        for (SessionFactory factory : List.of(ledgers.factory(), ledgers.batching())) {
            for (long id : new long[] {1, FOREIGN}) {
                assertTaken(factory, s -> s.persist(account(new Account(), id)), Operation.INSERT);
            }
            assertTaken(factory, s -> s.merge(account(new Account(), FOREIGN)), Operation.INSERT);
            for (String iban : List.of("A1", "G1")) {
                Account account = account(new Account(), 9);
                account.iban = iban;
                assertTaken(factory, s -> s.persist(account), Operation.INSERT);
            }
            assertTaken(
                    factory,
                    s -> {
                        s.find(Account.class, 1L).iban = "G1";
                    },
                    Operation.UPDATE);
            String copy = "insert into Account (id, tenantId, iban) values (%d, 'acme', '%s')";
            if (ledgers != Ledgers.ON_H2) { // which inserts nothing by query
                for (String hql : List.of(copy.formatted(FOREIGN, "x"), copy.formatted(9, "G1"))) {
                    assertTaken(factory, s -> s.createMutationQuery(hql).executeUpdate(), Operation.INSERT);
                }
            }
            for (Consumer<StatelessSession> write : List.<Consumer<StatelessSession>>of(
                    s -> s.insert(own(FOREIGN)), s -> s.insertMultiple(List.of(own(8), own(FOREIGN))))) {
                assertTaken(catchThrowable(() -> stateless(factory, write)), Operation.INSERT);
            }
            assertThatThrownBy(() -> stateless(factory, s -> s.upsert(own(FOREIGN))))
                    .as("releases of Hibernate try an update first or not")
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isIn("RLS303", "RLS307"));
            Account upserted = own(9);
            upserted.iban = "G1";
            for (Consumer<StatelessSession> write : List.<Consumer<StatelessSession>>of(
                    s -> s.upsert(upserted), s -> s.upsertMultiple(List.of(own(8), upserted)), s -> {
                        s.setJdbcBatchSize(10);
                        s.upsert(upserted);
                    })) {
                assertTaken(catchThrowable(() -> stateless(factory, write)), Operation.INSERT);
            }
            stateless(factory, s -> s.upsert(own(1)));
            ledgers.factory();
        }
        assertThatThrownBy(() -> ledgers.twin().inTransaction(s -> s.persist(account(new PlainAccount(), FOREIGN))))
                .as("the control")
                .isExactlyInstanceOf(ConstraintViolationException.class)
                .hasMessageContaining("2");
        in(ledgers.factory(), s -> s.persist(account(new Account(), 9)));
    }

    /** Own rows alone can be in the way, and applications catch it. */
    @ParameterizedTest
    @EnumSource
    void aKeyWithTheTenantInItStaysAConstraint(Ledgers ledgers) {
        for (SessionFactory factory : List.of(ledgers.factory(), ledgers.batching())) {
            Account numbered = account(new Account(), 9);
            numbered.number = "one";
            Account labelled = account(new Account(), 9);
            labelled.label = "red";
            for (Account same : List.of(numbered, labelled)) {
                assertThatThrownBy(() -> in(factory, s -> s.persist(same)))
                        .isExactlyInstanceOf(ConstraintViolationException.class)
                        .hasMessageNotContaining("SECRET");
                assertThatThrownBy(() -> stateless(factory, s -> s.insert(same)))
                        .isExactlyInstanceOf(ConstraintViolationException.class);
            }
        }
        Account another = account(new Account(), 9);
        another.number = "two";
        another.label = "blue";
        in(ledgers.factory(), s -> s.persist(another));
    }

    @ParameterizedTest
    @EnumSource
    void cascadesAndOrphansAreExplained(Ledgers ledgers) {
        for (SessionFactory factory : List.of(ledgers.factory(), ledgers.batching())) {
            assertTaken(factory, s -> {
                Entry found = s.find(Entry.class, 1L);
                found.lines.add(new Line(2, found));
            });
            ledgers.factory();
            assertNotSeen(
                    rejected(factory, s -> {
                        s.find(Entry.class, 1L).lines.clear();
                        ledgers.poison("update line set tenantid = 'globex' where id = 1");
                    }),
                    Line.class,
                    Operation.DELETE);
            ledgers.factory();
            assertNotSeen(
                    rejected(factory, s -> {
                        Entry found = s.find(Entry.class, 1L);
                        assertThat(found.lines).hasSize(1);
                        s.remove(found);
                        ledgers.poison("update line set tenantid = 'globex' where id = 1");
                    }),
                    Line.class,
                    Operation.DELETE);
            ledgers.factory();
            in(factory, s -> s.find(Entry.class, 1L).lines.clear());
            assertThat(ledgers.rows("select id from line")).containsExactly("2");
            ledgers.factory();
        }
    }

    private static void assertTaken(SessionFactory factory, Consumer<Session> work) {
        assertTaken(factory, work, Operation.INSERT, Line.class);
    }

    private static void assertTaken(SessionFactory factory, Consumer<Session> work, Operation operation) {
        assertTaken(factory, work, operation, Account.class);
    }

    private static void assertTaken(
            SessionFactory factory, Consumer<Session> work, Operation operation, Class<?> entity) {
        assertTaken(catchThrowable(() -> in(factory, work)), operation, entity);
    }

    private static void assertTaken(Throwable thrown, Operation operation) {
        assertTaken(thrown, operation, Account.class);
    }

    private static void assertTaken(Throwable thrown, Operation operation, Class<?> entity) {
        assertThat(thrown).isExactlyInstanceOf(WriteRejectedException.class).hasNoCause();
        WriteRejectedException rejected = (WriteRejectedException) thrown;
        assertThat(rejected.code()).isEqualTo("RLS307");
        assertThat(rejected.entity()).isEqualTo(entity.getName());
        assertThat(rejected.operation()).isEqualTo(operation);
        assertThat(rejected.policy()).isNull();
        assertThat(rejected.getMessage()).doesNotContain("SECRET", "G1", "globex");
    }

    private static void assertNotSeen(Throwable thrown, Class<?> entity, Operation operation) {
        assertThat(thrown)
                .isExactlyInstanceOf(WriteRejectedException.class)
                .hasNoCause()
                .hasMessageStartingWith("RLS303: " + operation.name().toLowerCase(java.util.Locale.ROOT) + " of "
                        + entity.getName() + " rejected: these claims see no row with its identifier.");
        WriteRejectedException rejected = (WriteRejectedException) thrown;
        assertThat(rejected.entity()).isEqualTo(entity.getName());
        assertThat(rejected.operation()).isEqualTo(operation);
    }

    private static WriteRejectedException rejected(SessionFactory factory, Consumer<Session> work) {
        Throwable thrown = catchThrowable(() -> in(factory, work));
        assertThat(thrown).isExactlyInstanceOf(WriteRejectedException.class);
        return (WriteRejectedException) thrown;
    }

    private static Account own(long id) {
        Account account = account(new Account(), id);
        account.tenantId = "acme";
        return account;
    }

    private static <T extends AccountRow> T account(T account, long id) {
        account.id = id;
        account.text = "x";
        return account;
    }

    private static <T extends EntryRow> T entry(T entry, long id) {
        entry.id = id;
        entry.version = 0;
        entry.tenantId = "acme";
        entry.text = "x";
        return entry;
    }

    private static void in(SessionFactory factory, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inTransaction(work));
    }

    private static void stateless(SessionFactory factory, Consumer<StatelessSession> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inStatelessTransaction(work));
    }
}
