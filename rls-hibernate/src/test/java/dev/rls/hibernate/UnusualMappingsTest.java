package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import jakarta.persistence.LockModeType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings that are rare, and what they mean to a tenant's rows. */
class UnusualMappingsTest {

    private static final String NOTE = """
        package shop;

        import jakarta.persistence.*;
        import org.hibernate.annotations.*;
        import org.hibernate.type.SqlTypes;

        @Entity
        @dev.rls.TenantScoped
        %s
        public class Note {
            @Id public Long id;
            public String tenantId;
            public String text;
            %s
        }
        """;

    private static final String DETAIL = """
        package shop;

        @jakarta.persistence.Embeddable
        public class Detail {
            public String kind;
            public Integer size = 1;
        }
        """;

    @Test
    void documentsAreNoColumns() {
        Place place = Place.h2();
        Sources sources = Sources.compiled(
                List.of("-Arls.unit=document"),
                NOTE.formatted("", "@JdbcTypeCode(SqlTypes.JSON) public Detail detail = new Detail();"),
                DETAIL);
        try (SessionFactory factory = sources.build(creating(place))) {
            acme(factory, session -> {
                Object note = instance(session, 1L);
                session.persist(note);
                session.flush();
                set(get(note, "detail"), "size", 2);
                set(note, "text", "changed");
                session.flush();
                session.clear();
                Object again = session.find("shop.Note", 1L);
                assertThat(get(get(again, "detail"), "size")).isEqualTo(2);
                set(get(again, "detail"), "size", 3);
                session.detach(again);
                session.merge(again);
            });
            assertThat(value(place, "select cast(detail as varchar) from note")).contains("3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"where id=?", "where id=? and tenantId=?"})
    void anUpdateOfTheApplicationsLeavesTheTenantOut(String where) {
        Place place = Place.h2();
        Sources sources = Sources.compiled(
                List.of("-Arls.unit=custom"),
                NOTE.formatted("@SQLUpdate(sql = \"update note set text=? " + where + "\")", ""));
        try (SessionFactory factory = sources.build(creating(place))) {
            acme(factory, session -> session.persist(instance(session, 1L)));
            acme(factory, session -> set(session.find("shop.Note", 1L), "text", "new"));

            assertThat(value(place, "select text from note")).isEqualTo("new");
        }
    }

    @Test
    void oneThatWritesItIsRefused() {
        Sources sources = Sources.compiled(
                List.of("-Arls.unit=writing"),
                NOTE.formatted("@SQLUpdate(sql = \"update note set text=?, \\\"TENANTID\\\" = ? where id=?\")", ""));

        assertThatThrownBy(() -> sources.build(creating(Place.h2())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS129: @SQLUpdate of shop.Note writes the tenant's column tenantId.");
    }

    @Test
    void aVersionIsForcedUpWhereTheRowMayBeChanged() {
        String policy = "@dev.rls.RowPolicy(name = \"open\", on = dev.rls.Operation.UPDATE, using = \"text = 'open'\")";
        Sources sources =
                Sources.compiled(List.of("-Arls.unit=forced"), NOTE.formatted(policy, "@Version public int version;"));
        try (SessionFactory factory = sources.build(creating(Place.h2()))) {
            for (String text : List.of("open", "shut")) {
                acme(factory, session -> {
                    Object note = instance(session, (long) text.hashCode());
                    set(note, "text", text);
                    session.persist(note);
                });
            }
            acme(factory, session -> force(session, "open"));

            assertThatThrownBy(() -> acme(factory, session -> force(session, "shut")))
                    .isInstanceOf(WriteRejectedException.class)
                    .hasMessageStartingWith("RLS303");
        }
    }

    private static void force(Session session, String text) {
        session.lock(
                session.createSelectionQuery("from Note where text = :text", Object.class)
                        .setParameter("text", text)
                        .getSingleResult(),
                LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    /** On H2 all keys are counted. */
    @Test
    void keysAreNotCountedWhereEachTenantSeesItsOwn() {
        Sources sources = Sources.compiled(
                List.of("-Arls.unit=counting"),
                NOTE.formatted("", "").replace("@Id", "@Id @GeneratedValue(generator = \"increment\")"));

        sources.build(creating(Place.h2())).close();
        assertThatThrownBy(() -> sources.build(
                        Place.connectBy(Place.postgres(Version.V18).application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS128: keys of shop.Note are counted up");
    }

    @Test
    void aSessionThatWasSerializedHasNoClaims() {
        Place place = Place.h2();
        try (SessionFactory factory = Sources.compiled(List.of("-Arls.unit=serial"), NOTE.formatted("", ""))
                .build(creating(place))) {
            ClaimsScope.run(Tenants.ACME, () -> {
                try (Session session = factory.openSession()) {
                    ((SessionImplementor) session)
                            .getJdbcCoordinator()
                            .getLogicalConnection()
                            .manualDisconnect();
                    Session again = copy(session);
                    assertThatThrownBy(() -> again.find("shop.Note", 1L))
                            .isInstanceOf(NoClaimsException.class)
                            .hasMessageStartingWith("RLS217: the session was serialized");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static Session copy(Session session) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(session);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Session) in.readObject();
        }
    }

    private static String value(Place place, String query) {
        try {
            return String.valueOf(place.truth().value(query));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> creating(Place place) {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        return settings;
    }

    private static void acme(SessionFactory factory, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inTransaction(work::accept));
    }

    private static Object instance(Session session, Long id) {
        try {
            Object note = session.getMetamodel()
                    .getEntities()
                    .iterator()
                    .next()
                    .getJavaType()
                    .getConstructor()
                    .newInstance();
            set(note, "id", id);
            return note;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Object instance, String field) {
        try {
            return instance.getClass().getField(field).get(instance);
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
}
