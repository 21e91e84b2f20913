package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value of a collection that refers to nothing has nothing to hide, to Hibernate's filter as to the policy. */
class NullReferenceTest {

    private static final String CREW = """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @dev.rls.TenantScoped
        public class Crew {
            @Id public Long id;
            public String tenantId;
            @ElementCollection @CollectionTable(name = "duty") public List<Duty> duties;
        }
        """;

    private static final String DUTY = """
        package shop;

        import jakarta.persistence.*;

        @Embeddable
        public class Duty {
            public String word;
            @ManyToOne public Crew other;
        }
        """;

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(List.of("-Arls.unit=nulls"), CREW, DUTY));
        trio.seed(
                "insert into crew (id, tenantid) values (1, 'acme'), (2, 'globex')",
                "insert into duty (crew_id, word, other_id) values (1, 'with', 1), (1, 'without', null), (1, 'hidden', 2)");
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    static Stream<String> modes() {
        return StreamSupport.stream(trio.modes().spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void itIsSeenAndKept(String mode) throws SQLException {
        acme(mode, session -> assertThat(duties(session)).hasSize(2));
        acme(
                mode,
                session -> assertThat(session.createSelectionQuery(
                                        "select d.word from Crew c join c.duties d order by d.word", String.class)
                                .getResultList())
                        .containsExactly("with", "without"));
        acme(mode, session -> duties(session).removeIf(duty -> "with".equals(word(duty))));

        assertThat(trio.place(mode).truth().column("select word from duty order by word"))
                .containsExactly("hidden", "without");
    }

    private static Collection<?> duties(Session session) {
        Object crew = session.find("shop.Crew", 1L);
        try {
            return (Collection<?>) crew.getClass().getField("duties").get(crew);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object word(Object duty) {
        try {
            return duty.getClass().getField("word").get(duty);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void acme(String mode, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> trio.factory(mode).inTransaction(work::accept));
    }
}
