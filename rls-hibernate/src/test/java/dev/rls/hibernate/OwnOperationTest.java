package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where Hibernate stands alone, each statement is narrowed by the policies of its own operation and no other. */
class OwnOperationTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "changed", on = Operation.UPDATE, using = "owner = :sub")
            @RowPolicy(name = "removed", on = Operation.DELETE, using = "status <> 'kept'")
            @RowPolicy(name = "made", on = Operation.INSERT, using = "status <> 'closed'")
            public class Note {
                @Id public Long id;
                public String tenantId;
                public String owner;
                public String status;
            }
            """;

    private static final Claims ALICE = Tenants.claims(Map.of("tenant_id", "acme", "sub", "alice"));
    private static final Claims BOB = Tenants.claims(Map.of("tenant_id", "acme", "sub", "bob"));

    private static Place place;
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(List.of(), NOTE).build(settings);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void seed() {
        place.truth(
                "delete from note",
                "insert into note (id, tenantid, owner, status) values (1, 'acme', 'alice', 'open'), (2, 'globex', 'bob', 'open')");
    }

    @Test
    void updatesByQueryAreNarrowedByThatOfUpdates() {
        assertThat(query(BOB, "update Note set status = 'read'")).isZero();
        assertThat(query(ALICE, "update Note set status = 'read'")).isOne();
    }

    @Test
    void deletesByQueryAreNot() {
        assertThat(query(BOB, "delete from Note")).isOne();
    }

    /** Hibernate deletes what it never loaded only where nobody listens before deletes. */
    @Test
    void whatWasNotLoadedIsReadBeforeItIsRemoved() {
        place.truth("update note set status = 'kept'");
        assertThatThrownBy(() -> ClaimsScope.run(
                        ALICE,
                        () -> factory.inTransaction(session -> session.remove(session.getReference("shop.Note", 1L)))))
                .isInstanceOfSatisfying(WriteRejectedException.class, e -> {
                    assertThat(e.operation()).isEqualTo(Operation.DELETE);
                    assertThat(e.policy()).isEqualTo("rls_removed_restrict_delete");
                });
        assertThat(query(ALICE, "delete from Note")).isZero();
        assertThat(query(ALICE, "update Note set status = 'open'")).isOne();
        assertThat(query(ALICE, "delete from Note")).isOne();
    }

    private static int query(Claims claims, String hql) {
        return ClaimsScope.<Integer, RuntimeException>call(
                claims,
                () -> factory.fromTransaction(
                        session -> session.createMutationQuery(hql).executeUpdate()));
    }

    /** PostgreSQL asks those for inserting of each row that is proposed, and those for updating of the one in the way. */
    @Test
    void upsertsAreNarrowedByBoth() {
        assertRejected(BOB, note(1L, "bob", "open"), Operation.UPDATE, "rls_changed_restrict_update");
        assertRejected(ALICE, note(1L, "alice", "closed"), Operation.INSERT, "rls_made_restrict_insert");
        assertRejected(ALICE, note(3L, "alice", "closed"), Operation.INSERT, "rls_made_restrict_insert");
        upsert(ALICE, note(1L, "alice", "read"));
        upsert(BOB, note(3L, "bob", "open"));
    }

    private static void assertRejected(Claims claims, Object note, Operation operation, String policy) {
        assertThatThrownBy(() -> upsert(claims, note)).isInstanceOfSatisfying(WriteRejectedException.class, e -> {
            assertThat(e.operation()).isEqualTo(operation);
            assertThat(e.policy()).isEqualTo(policy);
        });
    }

    private static void upsert(Claims claims, Object note) {
        ClaimsScope.run(claims, () -> factory.inStatelessTransaction(session -> session.upsert(note)));
    }

    private static Object note(Long id, String owner, String status) {
        try {
            Class<?> type = factory.getMetamodel().entity("Note").getJavaType();
            Object note = type.getConstructor().newInstance();
            type.getField("id").set(note, id);
            type.getField("owner").set(note, owner);
            type.getField("status").set(note, status);
            return note;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
