package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Inserts by query whose identifiers Hibernate draws: from a sequence one by one, or through a temporary table. */
class DrawnIdentifierTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Note {
                @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) Long id;
                @Version int version;
                String tenantId;
                String text;
            }
            """;

    @Test
    void itIsStampedOrRefused() throws Exception {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        try (SessionFactory factory = Sources.compiled(List.of(), NOTE).build(settings)) {
            assertThat(execute(factory, "insert into Note (text) values ('a'), ('b')"))
                    .isEqualTo(2);
            assertThat(place.truth().column("select tenantid || text || version from note order by text"))
                    .containsExactly("acmea0", "acmeb0");
            assertThatThrownBy(() -> execute(factory, "insert into Note (text) select text from Note"))
                    .isInstanceOf(WriteRejectedException.class)
                    .hasMessageStartingWith("RLS304")
                    .hasMessageContaining("temporary table");
            assertThat(execute(factory, "insert into Note (id, text) select id + 1000, text from Note"))
                    .isEqualTo(2);
            assertThat(place.truth().column("select distinct tenantid from note"))
                    .containsExactly("acme");
            assertThatThrownBy(() -> execute(factory, "insert into Note (tenantId, text) values ('globex', 'c')"))
                    .isInstanceOf(WriteRejectedException.class)
                    .hasMessageStartingWith("RLS301");
        }
    }

    private static int execute(SessionFactory factory, String insert) {
        return ClaimsScope.<Integer, RuntimeException>call(
                Tenants.ACME,
                () -> factory.fromTransaction(
                        session -> session.createMutationQuery(insert).executeUpdate()));
    }
}
