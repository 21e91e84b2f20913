package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that lead through an association to a subclass, whose inherited attributes are in the table of the root. */
class SubclassPathTest {

    private static final Claims ANN = Tenants.claims(Map.of("tenant_id", "acme", "sub", "ann"));
    private static final Claims BEA = Tenants.claims(Map.of("tenant_id", "acme", "sub", "bea"));

    private static Sources sources(String strategy) {
        return Sources.compiled(List.of("-Arls.unit=surgery"), """
                package surgery;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.TenantScoped
                @Inheritance(strategy = InheritanceType.%s)
                public class Person {
                    @Id Long id;
                    String tenantId;
                    String login;
                }
                """.formatted(strategy), """
                package surgery;

                @jakarta.persistence.Entity
                public class Doctor extends Person {
                    String field;
                }
                """, """
                package surgery;

                import dev.rls.*;
                import jakarta.persistence.*;

                @Entity
                @TenantScoped
                @RowPolicy(name = "own", on = {Operation.UPDATE, Operation.DELETE}, using = "doctor.login = :sub")
                public class Visit {
                    @Id Long id;
                    String tenantId;
                    String note;
                    @ManyToOne(fetch = FetchType.LAZY) Doctor doctor;
                }
                """, """
                package surgery;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.TenantScoped(via = "doctor")
                public class Title {
                    @Id Long id;
                    @ManyToOne(optional = false) Doctor doctor;
                }
                """);
    }

    @ParameterizedTest
    @CsvSource({"JOINED, false", "JOINED, true", "SINGLE_TABLE, true"})
    void theRowIsThatOfTheRoot(String strategy, boolean postgres) {
        Sources sources = sources(strategy);
        Place place = postgres ? Place.postgres(Version.V18) : Place.h2();
        sources.createTables(place);
        for (String person : List.of("1, 'acme', 'ann'", "2, 'globex', 'ann'")) {
            place.truth(
                    strategy.equals("JOINED")
                            ? "insert into person (id, tenantid, login) values (" + person + ")"
                            : "insert into person (dtype, id, tenantid, login) values ('Doctor', " + person + ")");
        }
        if (strategy.equals("JOINED")) {
            place.truth("insert into doctor (id) values (1), (2)");
        }
        place.truth(
                "insert into visit (id, tenantid, doctor_id) values (1, 'acme', 1)",
                "insert into title (id, doctor_id) values (1, 1), (2, 2)");
        if (postgres) {
            Map<String, Object> h2 = new HashMap<>(Place.connectBy(Place.h2().application()));
            h2.put("hibernate.hbm2ddl.auto", "create");
            try (SessionFactory mapped = sources.build(h2)) {
                place.runText(PolicyExport.of(mapped).indexes().get(0).toChangelog());
            }
        }

        try (SessionFactory factory = sources.build(Place.connectBy(place.application()))) {
            for (String way : List.of("update Visit set note = 'x'", "delete from Visit")) {
                assertThat(count(factory, BEA, way)).as(way).isZero();
            }
            assertThat(count(factory, ANN, "update Visit set note = 'x'")).isOne();
            assertThatThrownBy(() -> change(factory, BEA))
                    .isInstanceOfSatisfying(
                            WriteRejectedException.class,
                            e -> assertThat(e.code()).isIn("RLS302", "RLS303"));
            change(factory, ANN);
            List<Long> titles = ClaimsScope.call(
                    ANN,
                    () -> factory.fromSession(
                            session -> session.createSelectionQuery("select id from Title", Long.class)
                                    .getResultList()));
            assertThat(titles).containsExactly(1L);
        }
    }

    private static void change(SessionFactory factory, Claims claims) {
        inTransaction(
                factory,
                claims,
                session -> session.createSelectionQuery("from Visit", Object.class)
                        .getResultList()
                        .forEach(visit -> session.remove(visit)));
    }

    private static int count(SessionFactory factory, Claims claims, String statement) {
        return ClaimsScope.call(
                claims,
                () -> factory.fromTransaction(
                        session -> session.createMutationQuery(statement).executeUpdate()));
    }

    private static void inTransaction(SessionFactory factory, Claims claims, Consumer<Session> work) {
        ClaimsScope.run(claims, () -> factory.inTransaction(work::accept));
    }
}
