package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Audited entities that are not scoped work as ever. */
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
