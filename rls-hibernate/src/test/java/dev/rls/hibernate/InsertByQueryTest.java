package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** The tenant is stamped beside what Hibernate itself adds to the rows of an insert. */
class InsertByQueryTest {

    private static final String[] SOURCES = {"""
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
            public class Note {
                @Id Long id;
                String tenantId;
                String text;
            }
            """, """
            package shop;

            @jakarta.persistence.Entity
            public class Memo extends Note {}
            """};

    @Test
    void ofASubclass() throws SQLException {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.pool(place.application())));
        settings.put("hibernate.hbm2ddl.auto", "create");
        try (SessionFactory factory = Sources.compiled(List.of(), SOURCES).build(settings)) {
            for (String insert : List.of(
                    "insert into Memo (id, text) values (1, 'a')",
                    "insert into Memo (id, text) select id + 10, text from Memo")) {
                ClaimsScope.run(
                        Tenants.ACME,
                        () -> factory.inTransaction(
                                session -> session.createMutationQuery(insert).executeUpdate()));
            }
        }
        assertThat(place.truth().column("select id || dtype || tenantid || text from note order by id"))
                .containsExactly("1Memoacmea", "11Memoacmea");
    }
}
