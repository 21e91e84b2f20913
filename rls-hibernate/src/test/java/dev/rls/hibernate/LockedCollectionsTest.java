package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import jakarta.persistence.PessimisticLockScope;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.Locking;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of collections are locked with their owner where they are seen with it. */
class LockedCollectionsTest {

    private static final String[] SOURCES = {"""
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Plain {
            @Id Long id;
            String tenantId;
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        public class Owner {
            @Id Long id;
            String tenantId;
            @OneToMany(mappedBy = "owner") public Set<Item> items = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        public class Linked {
            @Id Long id;
            String tenantId;
            @ManyToMany public Set<Plain> labels = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        public class Noted {
            @Id Long id;
            String tenantId;
            @ElementCollection public Set<String> notes = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Item {
            @Id Long id;
            String tenantId;
            @ManyToOne(fetch = FetchType.LAZY)
            @dev.rls.CrossTenantReference(reason = "a row that leads out of its tenant")
            Owner owner;
        }
        """};

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(List.of("-Arls.unit=locks"), SOURCES));
        trio.seed(
                "insert into plain (id, tenantid) values (1, 'acme'), (1001, 'globex')",
                "insert into owner (id, tenantid) values (1, 'acme')",
                "insert into item (id, tenantid, owner_id) values (1, 'acme', 1), (1001, 'globex', 1)",
                "insert into linked (id, tenantid) values (1, 'acme')",
                "insert into linked_plain (linked_id, labels_id) values (1, 1), (1, 1001)",
                "insert into noted (id, tenantid) values (1, 'acme')",
                "insert into noted_notes (noted_id, notes) values (1, 'A')");
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    /** Hibernate asks for the rows of a collection by the key of their owner. */
    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void rowsOfACollectionThatMayBeHiddenAreNotLockedBlindly(String mode) {
        Locking.Scope scope = Locking.Scope.INCLUDE_COLLECTIONS;
        int i = 0;
        for (Consumer<Session> lock : List.<Consumer<Session>>of(
                s -> s.find(type(s, "Owner"), 1L, LockMode.PESSIMISTIC_WRITE, scope),
                s -> s.lock(s.find("shop.Linked", 1L), LockMode.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED),
                s -> s.find(type(s, "Linked"), 1L, LockMode.PESSIMISTIC_WRITE, scope),
                s -> s.createSelectionQuery("from Owner where id = 1", Object.class)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setLockScope(scope)
                        .getResultList(),
                s -> s.createSelectionQuery("from Owner o left join fetch o.items where o.id = 1", Object.class)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setLockScope(Locking.Scope.INCLUDE_FETCHES)
                        .setFollowOnStrategy(Locking.FollowOn.FORCE)
                        .getResultList())) {
            int number = i++;
            if (!mode.equals(Trio.BOTH)) {
                assertThat(catchThrowable(() -> acme(mode, lock)))
                        .as("lock " + number)
                        .isInstanceOf(UnprotectedSqlException.class)
                        .hasMessageStartingWith("RLS215: a lock of the rows of shop.")
                        .hasMessageContaining("was refused");
                UnprotectedSql.run("the lock may take the others' too", () -> acme(mode, lock));
            }
            acme(mode, session -> {
                Throwable thrown = catchThrowable(() -> lock.accept(session));
                assertThat(thrown == null).as("lock " + number).isEqualTo(mode.equals(Trio.BOTH));
                assertThat(trio.isLocked(mode, "item", "id = 1001")).isFalse();
                session.getTransaction().markRollbackOnly();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void valuesAreLockedWithTheirOwner(String mode) {
        acme(mode, session -> {
            session.find(type(session, "Noted"), 1L, LockMode.PESSIMISTIC_WRITE, Locking.Scope.INCLUDE_COLLECTIONS);
            assertThat(trio.isLocked(mode, "noted_notes", "noted_id = 1")).isTrue();
        });
    }

    private static Class<?> type(Session session, String entity) {
        return session.getMetamodel().getEntities().stream()
                .filter(type -> type.getName().equals(entity))
                .findFirst()
                .orElseThrow()
                .getJavaType();
    }

    private static void acme(String mode, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> trio.factory(mode).inTransaction(work::accept));
    }
}
