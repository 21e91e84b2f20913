package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Audit tables of scoped entities have no policy yet; audited entities that are not scoped work as ever. */
class EnversTest {

    private static final String NOTE = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static final String NOTEBOOK = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @org.hibernate.envers.Audited
            public class Notebook {
                @Id Long id = 1L;
                String name = "north";
            }
            """;

    @Test
    void anAuditedScopedEntityIsRefused() {
        Sources sources = Sources.compiled(List.of(), NOTE.replace("@Entity", "@Entity @org.hibernate.envers.Audited"));

        assertThatThrownBy(() -> sources.build(Place.connectBy(Place.h2().application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS113: the table Note_AUD, the audit table of the protected shop.Note, has no policy in"
                                + " this version. Map it into the entity's own table, or as an entity with policies of its own");
    }

    @Test
    void anAuditedUnscopedEntityIsWrittenWithoutClaimsThoughItsNameBeginsLikeAScopedOne()
            throws ReflectiveOperationException, SQLException {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");

        try (SessionFactory factory =
                Sources.compiled(List.of(), NOTE, NOTEBOOK).build(settings)) {
            Class<?> notebook = factory.getMetamodel().getEntities().stream()
                    .filter(entity -> entity.getName().equals("Notebook"))
                    .findFirst()
                    .orElseThrow()
                    .getJavaType();
            var constructor = notebook.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            factory.inTransaction(session -> session.persist(instance));
            assertThat(place.truth().column("select count(*) from Notebook_AUD"))
                    .containsExactly("1");
        }
    }
}
