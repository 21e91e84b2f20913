package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy of the class that the row has, which Hibernate asks for before anybody asks for the row. */
class ConcreteProxyTest {

    private static final String ANIMAL = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        @org.hibernate.annotations.ConcreteProxy
        @Inheritance(strategy = InheritanceType.%2$s)
        @DiscriminatorColumn
        public class %1$s {
            @Id Long id;
            String tenantId;
        }
        """;

    private static final String KEEPER = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class %1$sKeeper {
            @Id Long id;
            String tenantId;
            @ManyToOne(fetch = FetchType.LAZY)
            @dev.rls.CrossTenantReference(reason = "a row that leads out of its tenant")
            public %1$s animal;
        }
        """;

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(
                List.of("-Arls.unit=proxies"),
                ANIMAL.formatted("Single", "SINGLE_TABLE"),
                "package shop; @jakarta.persistence.Entity public class SingleCat extends Single { }",
                KEEPER.formatted("Single"),
                ANIMAL.formatted("Joined", "JOINED"),
                "package shop; @jakarta.persistence.Entity public class JoinedCat extends Joined { }",
                KEEPER.formatted("Joined")));
        for (String name : List.of("Single", "Joined")) {
            trio.seed(
                    "insert into " + name + " (id, dtype, tenantid) values (1, '" + name + "Cat', 'acme'), (2, '" + name
                            + "', 'acme'), (1001, '" + name + "Cat', 'globex'), (1002, '" + name + "', 'globex')",
                    "insert into " + name + "keeper (id, tenantid, animal_id) values (1, 'acme', 1), (2, 'acme', 2),"
                            + " (3, 'acme', 1001), (4, 'acme', 1002)");
        }
        trio.seed("insert into joinedcat (id) values (1), (1001)");
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void aReferenceTellsTheClassOfTheOwn(String mode) {
        for (String name : List.of("Single", "Joined")) {
            assertThat(told(mode, session -> session.getReference("shop." + name, 1L)))
                    .isEqualTo("shop." + name + "Cat");
            assertThat(told(mode, session -> session.getReference("shop." + name, 2L)))
                    .isEqualTo("shop." + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void itTellsNothingOfAnother(String mode) {
        for (String name : List.of("Single", "Joined")) {
            String none = told(mode, session -> session.getReference("shop." + name, 9999L));
            assertThat(none).isEqualTo("class jakarta.persistence.EntityNotFoundException");
            for (long foreign : List.of(1001L, 1002L)) {
                assertThat(told(mode, session -> session.getReference("shop." + name, foreign)))
                        .isEqualTo(none);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void anAssociationTellsTheSame(String mode) {
        for (String name : List.of("Single", "Joined")) {
            assertThat(told(mode, session -> animal(session, name, 1))).isEqualTo("shop." + name + "Cat");
            assertThat(told(mode, session -> animal(session, name, 2))).isEqualTo("shop." + name);
            assertThat(told(mode, session -> animal(session, name, 3)))
                    .isEqualTo(told(mode, session -> animal(session, name, 4)));
        }
    }

    private static Object animal(Session session, String name, long id) {
        Object keeper = session.createSelectionQuery("from " + name + "Keeper where id = " + id, Object.class)
                .getSingleResult();
        try {
            return keeper.getClass().getField("animal").get(keeper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class that the proxy shows, or the error. */
    private static String told(String mode, Function<Session, Object> work) {
        try {
            return ClaimsScope.<String, RuntimeException>call(
                    Tenants.ACME,
                    () -> trio.factory(mode).fromTransaction(session -> {
                        Object animal = work.apply(session);
                        assertThat(animal == null || !Hibernate.isInitialized(animal))
                                .isTrue();
                        return animal == null
                                ? "none"
                                : Hibernate.getClassLazy(animal).getName();
                    }));
        } catch (RuntimeException e) {
            return e.getClass().toString();
        }
    }
}
