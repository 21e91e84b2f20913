package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.audit.AuditLog;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.DefaultRevisionEntity;
import org.hibernate.envers.RevisionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories show each tenant its own. */
class HistoryTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @%s
            public class Note {
                @Id public Long id;
                String tenantId;
                public String text;
            }
            """;

    private static final String HIBERNATE = NOTE.formatted("org.hibernate.annotations.Audited");
    private static final String ENVERS = NOTE.formatted("org.hibernate.envers.Audited");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hibernatesOwn(boolean postgres) {
        Place place = place(postgres);
        try (SessionFactory factory = factory(HIBERNATE, place)) {
            write(factory);
            assertThat(all(factory)).containsExactly("acme", "changed", "changed");
            if (postgres) {
                assertHiddenFromSql(place, factory, 3);
            }
        }
    }

    private static List<String> all(SessionFactory factory) {
        return ClaimsScope.<List<String>, RuntimeException>call(Tenants.ACME, () -> {
            try (Session session =
                    factory.withOptions().atChangeset(AuditLog.ALL_CHANGESETS).openSession()) {
                return session.createSelectionQuery("select text from Note order by text", String.class)
                        .getResultList();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatOfEnvers(boolean postgres) {
        Place place = place(postgres);
        try (SessionFactory factory = factory(ENVERS, place)) {
            write(factory);
            List<?> acme = revisions(factory);
            assertThat(acme).hasSize(3);
            List<Long> ids = as(
                    Tenants.ACME,
                    factory,
                    session -> session.createSelectionQuery("select originalId.id from shop.Note_AUD", Long.class)
                            .getResultList());
            assertThat(ids).containsOnly(1L).hasSize(3);
            if (postgres) {
                assertHiddenFromSql(place, factory, 3);
            }
        }
    }

    private static List<?> revisions(SessionFactory factory) {
        return as(
                Tenants.ACME,
                factory,
                session -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(type(session), true, true)
                        .getResultList());
    }

    /** Without the policy of the history, SQL would show both tenants' rows. */
    private static void assertHiddenFromSql(Place place, SessionFactory factory, long own) {
        String count = "select count(*) from note_aud";
        Function<Session, Object> read =
                session -> session.createNativeQuery(count, Long.class).getSingleResult();
        assertThat(as(Tenants.ACME, factory, read)).isEqualTo(own);
        place.truth("alter table note_aud disable row level security");
        assertThat(as(Tenants.ACME, factory, read)).isEqualTo(2 * own);
    }

    @Test
    void enversMustKeepTheTenantOfWhatIsDeleted() {
        Sources sources = Sources.compiled(List.of(), ENVERS);
        assertThatThrownBy(() -> sources.build(Place.connectBy(Place.h2().application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("RLS113: Envers keeps no tenant of rows of the protected shop.Note that are deleted: set"
                        + " org.hibernate.envers.store_data_at_delete to true");
    }

    @Test
    void enversMustKeepTheTenantAtAll() {
        Sources sources = Sources.compiled(
                List.of(), ENVERS.replace("String tenantId;", "@org.hibernate.envers.NotAudited String tenantId;"));
        assertThatThrownBy(() -> sources.build(settings(Place.h2())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS113: the table Note_AUD, a history of the protected shop.Note, cannot be"
                        + " protected: it leaves out the column tenantid, which a policy asks for. Have its attribute in"
                        + " the history too: ");
    }

    @Test
    void collectionsThatEnversKeepsAreRefused() {
        Sources sources = Sources.compiled(
                List.of(),
                ENVERS.replace("String tenantId;", "String tenantId; @ElementCollection java.util.Set<String> tags;"));
        assertThatThrownBy(() -> sources.build(settings(Place.h2())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS113: the table Note_tags_AUD, in which Envers may keep shop.Note.tags");
    }

    /** Whoever knows what the history is called could write it. */
    @Test
    void rowsOfAHistoryAreCheckedWhereTheKeyHoldsTheTenant() {
        String key = """
                package shop;

                @jakarta.persistence.Embeddable
                public class Key implements java.io.Serializable {
                    public String tenantId;
                    public Long number;

                    @Override public boolean equals(Object o) {
                        return o instanceof Key k && k.tenantId.equals(tenantId) && k.number.equals(number);
                    }

                    @Override public int hashCode() {
                        return number.hashCode();
                    }
                }
                """;
        String note = ENVERS.replace("@TenantScoped", "@TenantScoped(attribute = \"id.tenantId\")")
                .replace("@Id public Long id", "@EmbeddedId public Key id")
                .replace("String tenantId;", "");
        Place place = Place.h2();
        try (SessionFactory factory = Sources.compiled(List.of(), key, note).build(settings(place))) {
            place.truth(
                    "insert into revinfo (rev, revtstmp) values (1, 1), (2, 2)",
                    "insert into note_aud (tenantid, number, rev, revtype, text) values ('globex', 1, 1, 0, 'theirs')");

            for (boolean update : new boolean[] {true, false}) {
                ClaimsScope.run(
                        Tenants.ACME,
                        () -> assertThatThrownBy(() -> factory.inStatelessTransaction(session -> {
                                    if (update) {
                                        session.update("shop.Note_AUD", history("globex", 1));
                                    } else {
                                        session.upsert("shop.Note_AUD", history("globex", 1));
                                    }
                                }))
                                .isInstanceOf(WriteRejectedException.class));
            }
            ClaimsScope.run(Tenants.ACME, () -> {
                assertThatThrownBy(() -> factory.inStatelessTransaction(
                                session -> session.upsert("shop.Note_AUD", history("globex", 2))))
                        .isInstanceOf(WriteRejectedException.class);
                assertThatThrownBy(() -> factory.inStatelessTransaction(
                                session -> session.insert("shop.Note_AUD", history("globex", 2))))
                        .isInstanceOf(WriteRejectedException.class);
                factory.inStatelessTransaction(session -> session.insert("shop.Note_AUD", history("acme", 2)));
            });
            assertThat(place.truth().column("select tenantid || text from note_aud order by 1"))
                    .containsExactly("acmeplanted", "globextheirs");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> history(String tenant, int revision) {
        DefaultRevisionEntity entity = new DefaultRevisionEntity();
        entity.setId(revision);
        Map<String, Object> key = new HashMap<>(Map.of("tenantId", tenant, "number", 1L, "REV", entity));
        return new HashMap<>(Map.of("originalId", key, "REVTYPE", RevisionType.ADD, "text", "planted"));
    }

    private static Place place(boolean postgres) {
        return postgres ? Place.postgres(Version.V18) : Place.h2();
    }

    private static SessionFactory factory(String source, Place place) {
        Sources sources = Sources.compiled(List.of(), source);
        if (place.isH2()) {
            return sources.build(settings(place));
        }
        sources.createTables(place);
        try (SessionFactory memory = sources.build(settings(Place.h2()))) {
            place.runText(PolicyExport.of(memory).indexes().get(0).toChangelog());
        }
        place.truth(
                "grant select, insert, update, delete on all tables in schema public to rls_app",
                "grant usage on all sequences in schema public to rls_app");
        Map<String, Object> settings = settings(place);
        settings.put("hibernate.hbm2ddl.auto", "none");
        return sources.build(settings);
    }

    private static Map<String, Object> settings(Place place) {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        settings.put("org.hibernate.envers.store_data_at_delete", "true");
        return settings;
    }

    private static void write(SessionFactory factory) {
        long id = 0;
        for (Claims claims : List.of(Tenants.ACME, Tenants.GLOBEX)) {
            long key = ++id;
            as(claims, factory, session -> {
                session.persist(note(session, key, String.valueOf(claims.get("tenant_id"))));
                return key;
            });
            as(claims, factory, session -> {
                set(session.find(type(session), key), "text", "changed");
                return key;
            });
            as(claims, factory, session -> {
                session.remove(session.find(type(session), key));
                return key;
            });
        }
    }

    private static Class<?> type(Session session) {
        return session.getFactory().getMetamodel().entity("Note").getJavaType();
    }

    private static Object note(Session session, long id, String text) {
        try {
            Object note = type(session).getConstructor().newInstance();
            set(note, "id", id);
            set(note, "text", text);
            return note;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object note, String field, Object value) {
        try {
            note.getClass().getField(field).set(note, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T as(Claims claims, SessionFactory factory, Function<Session, T> work) {
        return ClaimsScope.<T, RuntimeException>call(claims, () -> factory.fromTransaction(work));
    }
}
