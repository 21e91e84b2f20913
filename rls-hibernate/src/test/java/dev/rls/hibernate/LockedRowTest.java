package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PessimisticLockScope;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.Timeouts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks are taken of the own rows alone, as they are when they are locked. */
class LockedRowTest {

    private static final String ENTITY = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        @Inheritance(strategy = InheritanceType.%2$s)
        public class %1$s {
            @Id Long id;
            String tenantId;
            %3$s
        }
        """;

    private static final String[] SOURCES = {
        ENTITY.formatted("Versioned", "SINGLE_TABLE", "@Version int version;"),
        ENTITY.formatted("Plain", "SINGLE_TABLE", ""),
        ENTITY.formatted("Joined", "JOINED", "@Version int version;"),
        "package shop; @jakarta.persistence.Entity public class SubJoined extends Joined { String more; }",
        ENTITY.formatted("Apart", "TABLE_PER_CLASS", "@Version int version;"),
        "package shop; @jakarta.persistence.Entity public class SubApart extends Apart { String more; }",
        """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped(via = "parent")
        public class Child {
            @Id Long id;
            @Version int version;
            @ManyToOne(fetch = FetchType.LAZY, optional = false) Versioned parent;
        }
        """
    };

    /** An own row, and where its tenant and version stand. */
    private record Own(String entity, String table, long id) {

        @Override
        public String toString() {
            return entity;
        }
    }

    private static final List<Own> VERSIONED = List.of(
            new Own("Versioned", "versioned", 1),
            new Own("Joined", "joined", 1),
            new Own("SubJoined", "joined", 2),
            new Own("Apart", "apart", 1),
            new Own("SubApart", "subapart", 2),
            new Own("Child", "child", 1));

    /** Hibernate locks nothing where each class has a table of its own: it asks a union of them, which no database locks. */
    private static final List<Own> ALL = Stream.concat(
                    VERSIONED.stream().filter(own -> !own.entity().endsWith("Apart")),
                    Stream.of(new Own("Plain", "plain", 1)))
            .toList();

    /** Each asks for a lock of an instance that was loaded before. */
    private static final Map<String, BiConsumer<Session, Object>> LOCKS = new LinkedHashMap<>();

    static {
        LOCKS.put("write", (s, row) -> s.lock(row, LockMode.PESSIMISTIC_WRITE));
        LOCKS.put("read", (s, row) -> s.lock(row, LockMode.PESSIMISTIC_READ));
        LOCKS.put("nowait", (s, row) -> s.lock(row, LockMode.PESSIMISTIC_WRITE, Timeouts.NO_WAIT));
        LOCKS.put("collections", (s, row) -> s.lock(row, LockMode.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED));
        LOCKS.put("find", (s, row) -> s.find(row.getClass(), s.getIdentifier(row), LockModeType.PESSIMISTIC_WRITE));
    }

    /** These need a version, and look at the row later. */
    private static final Map<String, BiConsumer<Session, Object>> CHECKS = Map.of(
            "optimistic", (s, row) -> s.lock(row, LockMode.OPTIMISTIC),
            "optimistic increment", (s, row) -> s.lock(row, LockMode.OPTIMISTIC_FORCE_INCREMENT),
            "increment", (s, row) -> s.lock(row, LockMode.PESSIMISTIC_FORCE_INCREMENT));

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(List.of("-Arls.unit=locks"), SOURCES));
    }

    private static final String[] SEEDS = {
        "delete from child",
        "delete from subjoined",
        "delete from joined",
        "delete from plain",
        "delete from apart",
        "delete from subapart",
        "delete from versioned",
        "insert into versioned (id, tenantid, version) values (1, 'acme', 0), (1001, 'globex', 0)",
        "insert into plain (id, tenantid) values (1, 'acme'), (1001, 'globex')",
        "insert into joined (id, tenantid, version) values (1, 'acme', 0), (2, 'acme', 0)",
        "insert into subjoined (id) values (2)",
        "insert into apart (id, tenantid, version) values (1, 'acme', 0)",
        "insert into subapart (id, tenantid, version) values (2, 'acme', 0)",
        "insert into child (id, version, parent_id) values (1, 0, 1)"
    };

    private static void seed(String mode) {
        trio.place(mode).poison(SEEDS);
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void theOwnIsLocked(String mode) {
        seed(mode);
        for (Own own : ALL) {
            LOCKS.forEach((kind, lock) -> acme(mode, session -> {
                lock.accept(session, find(session, own));
                if (!kind.contains("read")) {
                    assertThat(isLocked(mode, own)).as(own + " " + kind).isTrue();
                }
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void versionsOfTheOwnAreCheckedAndForcedUp(String mode) {
        seed(mode);
        for (Own own : VERSIONED) {
            CHECKS.forEach((kind, check) -> acme(mode, session -> check.accept(session, find(session, own))));
            assertThat(column(mode, "select version from " + own.table() + " where id = " + own.id()))
                    .as(own.entity())
                    .isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void whatWasGivenAwayIsNotLocked(String mode) {
        seed(mode);
        for (Own own : ALL) {
            LOCKS.forEach((kind, lock) -> {
                seed(mode);
                acme(mode, session -> {
                    Object row = find(session, own);
                    giveAway(mode, own);
                    assertThat(catchThrowable(() -> lock.accept(session, row)))
                            .as(own + " " + kind)
                            .isNotNull();
                    session.getTransaction().markRollbackOnly();
                    assertThat(isLocked(mode, own)).as(own + " " + kind).isFalse();
                });
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void itsVersionIsNeitherCheckedNorForcedUp(String mode) {
        seed(mode);
        for (Own own : VERSIONED) {
            CHECKS.forEach((kind, check) -> {
                seed(mode);
                assertThat(catchThrowable(() -> acme(mode, session -> {
                            Object row = find(session, own);
                            giveAway(mode, own);
                            check.accept(session, row);
                        })))
                        .as(own + " " + kind)
                        .isNotNull();
                assertThat(column(mode, "select max(version) from " + own.table()))
                        .as(own + " " + kind)
                        .isEqualTo("0");
            });
        }
    }

    private static Object find(Session session, Own own) {
        return session.find("shop." + own.entity(), own.id());
    }

    private static void giveAway(String mode, Own own) {
        trio.place(mode)
                .poison(
                        own.entity().equals("Child")
                                ? "update child set parent_id = 1001 where id = 1"
                                : "update " + own.table() + " set tenantid = 'globex' where id < 1000");
    }

    private static boolean isLocked(String mode, Own own) {
        return trio.isLocked(mode, own.table(), "id = " + own.id());
    }

    private static String column(String mode, String sql) {
        try {
            return trio.place(mode).truth().column(sql).get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void acme(String mode, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> trio.factory(mode).inTransaction(work::accept));
    }
}
