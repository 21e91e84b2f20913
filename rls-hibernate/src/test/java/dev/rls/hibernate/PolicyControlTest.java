package dev.rls.hibernate;

import static dev.rls.hibernate.app.Memos.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Memos;
import dev.rls.hibernate.memo.Memo;
import dev.rls.hibernate.memo.MemoRow;
import dev.rls.hibernate.memo.PlainMemo;
import dev.rls.hibernate.memo.PlainShelf;
import dev.rls.hibernate.memo.Shelf;
import jakarta.persistence.OptimisticLockException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Each protection of the ORM, and the same work over the same tables by entities without annotations: there alice sees
 * what is bob's, or the table changes.
 */
class PolicyControlTest {

    /** The entities a path goes by. */
    enum Model {
        PROTECTED(Memo.class, Shelf.class),
        PLAIN(PlainMemo.class, PlainShelf.class);

        private final Class<? extends MemoRow> memo;
        private final Class<?> shelf;

        Model(Class<? extends MemoRow> memo, Class<?> shelf) {
            this.memo = memo;
            this.shelf = shelf;
        }

        private List<?> memos(Session session) {
            Object found = session.find(shelf, "open");
            return found instanceof Shelf known ? known.memos : ((PlainShelf) found).memos;
        }

        private MemoRow row(long id, String owner) {
            MemoRow row = this == PROTECTED ? new Memo() : new PlainMemo();
            row.id = id;
            row.ownerId = owner;
            row.amount = BigDecimal.ONE;
            return row;
        }
    }

    /** What alice may not do. */
    enum Path {
        QUERY((model, session) -> count(session, "from " + entity(model)) > 2),
        FIND((model, session) -> session.find(model.memo, 2L) != null),
        STATELESS_GET((model, session) -> session.getSessionFactory()
                .fromStatelessTransaction(stateless -> stateless.get(model.memo, 2L) != null)),
        COLLECTION((model, session) -> model.memos(session).size() > 2),
        JOINED_COLLECTION(
                (model, session) -> count(session, "from " + model.shelf.getSimpleName() + " s join s.memos") > 2),
        UPDATE_OF_UNSEEN(
                (model, session) -> execute(session, "update " + entity(model) + " set level = 1 where id = 2")),
        UPDATE_OF_READABLE(
                (model, session) -> execute(session, "update " + entity(model) + " set level = 1 where id = 3")),
        DELETE_OF_UNSEEN((model, session) -> execute(session, "delete from " + entity(model) + " where id = 2")),
        SET_BEYOND_BOUNDS(
                (model, session) -> execute(session, "update " + entity(model) + " set amount = 101 where id = 1")),
        PERSIST(writing((model, session) -> session.persist(model.row(9, "bob")))),
        CHANGE_BEYOND_BOUNDS(writing((model, session) -> session.find(model.memo, 1L).amount = new BigDecimal(101))),
        CHANGE_OF_READABLE(writing((model, session) -> session.find(model.memo, 3L).level = 1)),
        STATELESS_INSERT(stateless((model, session) -> session.insert(model.row(9, "bob")))),
        STATELESS_UPDATE(stateless((model, session) -> session.update(model.row(2, "alice")))),
        STATELESS_UPSERT(stateless((model, session) -> session.upsert(model.row(2, "alice")))),
        STATELESS_DELETE(stateless((model, session) -> session.delete(model.row(2, "alice"))));

        private final Work work;

        Path(Work work) {
            this.work = work;
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockedOnH2(Path path) {
        assertThat(leaks(path, Memos.ON_H2, Model.PROTECTED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void withoutPoliciesItLeaksOnH2(Path path) {
        assertThat(leaks(path, Memos.ON_H2, Model.PLAIN)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE, // what the ORM leaves to the database, because it would have to ask it
            names = {"SET_BEYOND_BOUNDS", "STATELESS_UPDATE", "STATELESS_UPSERT", "STATELESS_DELETE"})
    void blockedByTheOrmAloneOnPostgres(Path path) {
        assertThat(leaks(path, Memos.ORM_ON_POSTGRES, Model.PROTECTED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void withoutPoliciesItLeaksOnPostgres(Path path) {
        assertThat(leaks(path, Memos.ORM_ON_POSTGRES, Model.PLAIN)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void blockedByBothOnPostgres(Path path) {
        assertThat(leaks(path, Memos.BOTH_ON_POSTGRES, Model.PROTECTED)).isFalse();
    }

    private static boolean leaks(Path path, Memos memos, Model model) {
        SessionFactory factory = model == Model.PLAIN ? memos.twin() : memos.factory();
        List<String> before = content(memos);
        boolean seen = ClaimsScope.<Boolean, RuntimeException>call(ALICE, () -> {
            try {
                return factory.fromTransaction(session -> path.work.leaks(model, session));
            } catch (WriteRejectedException | StaleStateException | OptimisticLockException refused) {
                return false;
            }
        });
        return seen || !content(memos).equals(before);
    }

    private static List<String> content(Memos memos) {
        return memos.truth("select concat(id, ' ', ownerid, ' ', amount, ' ', level) from memo order by id");
    }

    private static String entity(Model model) {
        return model.memo.getSimpleName();
    }

    private static long count(Session session, String from) {
        return session.createSelectionQuery("select count(*) " + from, Long.class)
                .getSingleResult();
    }

    private static boolean execute(Session session, String statement) {
        return session.createMutationQuery(statement).executeUpdate() > 0;
    }

    private static Work writing(Writing<Session> work) {
        return (model, session) -> {
            work.write(model, session);
            return false;
        };
    }

    private static Work stateless(Writing<StatelessSession> work) {
        return (model, session) -> {
            Consumer<StatelessSession> write = stateless -> work.write(model, stateless);
            session.getSessionFactory().inStatelessTransaction(write);
            return false;
        };
    }

    /** Says whether alice saw what is not hers; what she wrote shows in the table. */
    @FunctionalInterface
    private interface Work {
        boolean leaks(Model model, Session session);
    }

    @FunctionalInterface
    private interface Writing<S> {
        void write(Model model, S session);
    }
}
