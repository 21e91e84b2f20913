package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stateless write on a database without row security is decided by the row in the table, embedded attributes and all:
 * one that is read as null would make anybody's row of everybody's.
 */
class EmbeddedStateTest {

    private static final Place H2 = Place.h2();
    private static SessionFactory factory;
    private static Class<?> ticket;

    enum Write {
        UPDATE(StatelessSession::update),
        DELETE(StatelessSession::delete),
        UPSERT(StatelessSession::upsert);

        final BiConsumer<StatelessSession, Object> how;

        Write(BiConsumer<StatelessSession, Object> how) {
            this.how = how;
        }
    }

    @BeforeAll
    static void start() {
        Sources sources = Sources.compiled(List.of(), """
                package desk;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.TenantScoped
                @dev.rls.RowPolicy(
                        name = "taken",
                        on = {dev.rls.Operation.UPDATE, dev.rls.Operation.DELETE},
                        using = "place.holder.name is null or place.holder.name = :sub",
                        check = "id is not null")
                public class Ticket {
                    @Id public Long id;
                    public String tenantId;
                    public Place place;
                    public String title;

                    @Embeddable
                    public static class Place {
                        public Integer floor;
                        public Holder holder;
                    }

                    @Embeddable
                    public static class Holder {
                        @Column(name = "`Held by`")
                        public String name;
                    }
                }
                """);
        sources.createTables(H2);
        factory = sources.build(Place.connectBy(H2.application()));
        ticket = factory.getMetamodel().entity("Ticket").getJavaType();
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void plant() {
        H2.truth("delete from ticket");
        H2.truth("insert into ticket (id, tenantid, \"Held by\", title)"
                + " values (1, 'acme', 'alice', 'hers'), (2, 'acme', null, 'free'), (3, 'acme', 'bob', 'his')");
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsDecidedByWhatItsEmbeddedAttributesHold(Write write) throws SQLException {
        assertThatThrownBy(() -> asBob(session -> write.how.accept(session, ticket(1))))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("RLS303"));
        asBob(session -> write.how.accept(session, ticket(2)));
        asBob(session -> write.how.accept(session, ticket(3)));

        assertThat(H2.truth().column("select title from ticket where id = 1")).containsExactly("hers");
        assertThat(H2.truth().column("select title from ticket where title in ('free', 'his')"))
                .isEmpty();
    }

    @Test
    void anUpsertWithoutARowInsertsIt() throws SQLException {
        asBob(session -> session.upsert(ticket(4)));

        assertThat(H2.truth().column("select title from ticket where id = 4")).containsExactly("written");
    }

    private static void asBob(java.util.function.Consumer<StatelessSession> work) {
        ClaimsScope.run(
                Claims.of(Map.of("tenant_id", "acme", "sub", "bob")), () -> factory.inStatelessTransaction(work));
    }

    private static Object ticket(long id) {
        try {
            Object made = ticket.getConstructor().newInstance();
            for (Map.Entry<String, Object> value : Map.<String, Object>of(
                            "id", id, "tenantId", "acme", "title", "written")
                    .entrySet()) {
                Field field = ticket.getField(value.getKey());
                field.set(made, value.getValue());
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
