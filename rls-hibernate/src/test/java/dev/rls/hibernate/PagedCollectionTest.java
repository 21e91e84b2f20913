package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.RlsException;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernateHints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A limit over a collection of protected rows, which Hibernate cannot write beside a filter. */
class PagedCollectionTest {

    private static final String PURCHASE = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            public class Purchase {
                @Id Long id;
                String tenantId;
                @OneToMany(mappedBy = "purchase") public java.util.Set<Item> items;
            }
            """;

    private static final String ITEM = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            public class Item {
                @Id Long id;
                String tenantId;
                @ManyToOne(fetch = FetchType.LAZY) Purchase purchase;
            }
            """;

    private static final String FETCHED = "from Purchase p left join fetch p.items order by p.id";

    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(List.of(), PURCHASE, ITEM).build(settings);
        place.truth(
                "insert into purchase (id, tenantid) values (1, 'acme'), (2, 'acme'), (3, 'globex')",
                "insert into item (id, tenantid, purchase_id) values (1, 'acme', 1), (2, 'acme', 1), (3, 'globex', 1), (4, 'acme', 2)");
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @Test
    void itIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> in(session -> session.createSelectionQuery(FETCHED, Object.class)
                        .setMaxResults(1)
                        .getResultList()))
                .isExactlyInstanceOf(RlsException.class)
                .hasMessageStartingWith("RLS218: ")
                .hasMessageContaining(HibernateHints.HINT_LIMIT_IN_MEMORY)
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void withTheHintThePageIsTakenInMemory() {
        for (int page = 0; page < 2; page++) {
            int first = page;
            assertThat((List<?>) in(session -> session
                            .createSelectionQuery(FETCHED, Object.class)
                            .setFirstResult(first)
                            .setMaxResults(1)
                            .setHint(HibernateHints.HINT_LIMIT_IN_MEMORY, true)
                            .getResultList()
                            .stream()
                            .map(purchase -> factory.getPersistenceUnitUtil().getIdentifier(purchase))
                            .toList()))
                    .isEqualTo(List.of(page + 1L));
        }
    }

    private static Object in(Function<Session, Object> work) {
        return ClaimsScope.<Object, RuntimeException>call(Tenants.ACME, () -> {
            try (Session session = factory.openSession()) {
                return work.apply(session);
            }
        });
    }
}
