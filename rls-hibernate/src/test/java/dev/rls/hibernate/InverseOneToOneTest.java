package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.RootGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has no partner is loaded nonetheless, and so is whose partner is hidden: there is none for these claims. */
class InverseOneToOneTest {

    private static final String ENTITY = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        @Inheritance(strategy = InheritanceType.%2$s)
        public class %1$s {
            @Id public Long id;
            public String tenantId;
            @OneToOne(mappedBy = "%3$s") public %1$sPart partner;
            @OneToOne(mappedBy = "lazy", fetch = FetchType.LAZY) public %1$sPart later;
        }
        """;

    private static final String PART = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class %1$sPart {
            @Id public Long id;
            public String tenantId;
            @OneToOne public %1$s whole;
            @OneToOne public %1$s lazy;
        }
        """;

    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        Place place = Place.h2();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(
                        List.of("-Arls.unit=inverse"),
                        ENTITY.formatted("Single", "SINGLE_TABLE", "whole"),
                        PART.formatted("Single"),
                        ENTITY.formatted("Joined", "JOINED", "whole"),
                        PART.formatted("Joined"),
                        "package shop; @jakarta.persistence.Entity public class SubJoined extends Joined { public String more; }")
                .build(settings);
        for (String name : List.of("single", "joined")) {
            place.truth(
                    "insert into " + name + " (id, tenantid) values" + " (1, 'acme'), (2, 'acme'), (3, 'acme')",
                    "insert into " + name + "part (id, tenantid, whole_id, lazy_id) values (11, 'acme', 1, 1),"
                            + " (12, 'globex', 2, 2)");
        }
        place.truth("insert into subjoined (id, more) values (3, 'x')");
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined"})
    void itIsLoadedByKeyByQueryAndByGraph(String entity) {
        for (long id = 1; id <= 3; id++) {
            long key = id;
            for (Function<Session, Object> load : List.<Function<Session, Object>>of(
                    session -> session.find("shop." + entity, key),
                    session -> session.createSelectionQuery("from " + entity + " where id = " + key, Object.class)
                            .getSingleResult(),
                    session -> graph(session, entity, key, GraphSemantic.FETCH),
                    session -> graph(session, entity, key, GraphSemantic.LOAD))) {
                boolean[] partners = acme(session -> {
                    Object found = load.apply(session);
                    return new boolean[] {get(found, "partner") != null, get(found, "later") != null};
                });
                assertThat(partners).as("%s %s", entity, id).containsExactly(id == 1, id == 1);
            }
            assertThat(ClaimsScope.<Object, RuntimeException>call(
                            Tenants.ACME,
                            () -> factory.fromStatelessSession(session -> session.get("shop." + entity, key))))
                    .isNotNull();
        }
    }

    private static Object graph(Session session, String entity, long id, GraphSemantic semantic) {
        @SuppressWarnings("unchecked")
        RootGraph<Object> graph = (RootGraph<Object>) session.createEntityGraph(type(session, entity));
        return session.find(type(session, entity), id, Map.of(semantic.getJakartaHintName(), graph));
    }

    private static Class<?> type(Session session, String entity) {
        return session.getMetamodel().getEntities().stream()
                .filter(type -> type.getName().equals(entity))
                .findFirst()
                .orElseThrow()
                .getJavaType();
    }

    private static Object get(Object instance, String field) {
        try {
            return instance.getClass().getField(field).get(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T acme(Function<Session, T> work) {
        return ClaimsScope.call(Tenants.ACME, () -> factory.fromTransaction(work::apply));
    }
}
