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
import java.util.Objects;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever switches a filter off reads nothing any more, on whatever way, where Hibernate stands alone. */
class DisabledFilterTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @dev.rls.RowPolicy(name = "own", using = "id < 10")
            public class Note {
                @Id Long id;
                String tenantId;
                @org.hibernate.annotations.NaturalId String code;
            }
            """;

    private static SessionFactory factory;
    private static Class<?> note;

    /** Loads that no event tells of, and those that one does; each answers how many rows it found. */
    enum Way {
        FIND((session, id) -> count(stateful(session).find(note, id))),
        FIND_MULTIPLE((session, id) -> present(stateful(session).findMultiple(note, List.of(id)))),
        BY_MULTIPLE_IDS(
                (session, id) -> present(stateful(session).byMultipleIds(note).multiLoad(List.of(id)))),
        NATURAL_ID(
                (session, id) -> count(stateful(session).bySimpleNaturalId(note).load("c" + id))),
        NATURAL_IDS((session, id) ->
                present(stateful(session).byMultipleNaturalId(note).multiLoad("c" + id))),
        REFRESHED((session, id) -> {
            Object found = stateful(session).find(note, id);
            if (found != null) {
                stateful(session).refresh(found);
            }
            return count(found);
        }),
        QUERY((session, id) -> session.createSelectionQuery("from Note where id = " + id, note)
                .getResultList()
                .size()),
        STATELESS_GET((session, id) -> count(stateless(session).get(note, id))),
        STATELESS_GET_MULTIPLE((session, id) -> present(stateless(session).getMultiple(note, List.of(id))));

        private final BiFunction<SharedSessionContract, Long, Integer> load;

        Way(BiFunction<SharedSessionContract, Long, Integer> load) {
            this.load = load;
        }

        private int in(String disabled, long id) {
            return ClaimsScope.<Integer, RuntimeException>call(Tenants.ACME, () -> {
                try (SharedSessionContract session =
                        name().startsWith("STATELESS") ? factory.openStatelessSession() : factory.openSession()) {
                    if (!disabled.isEmpty()) {
                        session.disableFilter(disabled);
                    }
                    return load.apply(session, id);
                }
            });
        }

        private static Session stateful(SharedSessionContract session) {
            return (Session) session;
        }

        private static StatelessSession stateless(SharedSessionContract session) {
            return (StatelessSession) session;
        }

        private static int count(Object found) {
            return found == null ? 0 : 1;
        }

        private static int present(List<?> found) {
            return (int) found.stream().filter(Objects::nonNull).count();
        }
    }

    @BeforeAll
    static void start() {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(List.of(), NOTE).build(settings);
        note = factory.getMetamodel().getEntities().iterator().next().getJavaType();
        place.truth(
                "insert into note (id, tenantid, code) values (1, 'acme', 'c1'), (2, 'globex', 'c2'), (11, 'acme', 'c11')");
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @ParameterizedTest
    @EnumSource
    void aLoadIsRefused(Way way) {
        assertThat(way.in("", 1)).as("own").isEqualTo(1);
        assertThat(way.in("", 2)).as("of another tenant").isZero();
        assertThat(way.in("", 11)).as("beyond the policy").isZero();
        for (String filter : List.of("_tenantId", "rls_select")) {
            for (long id : List.of(1L, 2L, 11L)) {
                assertThatThrownBy(() -> way.in(filter, id))
                        .isInstanceOf(TenantMismatchException.class)
                        .hasMessageStartingWith("RLS210");
            }
        }
    }
}
