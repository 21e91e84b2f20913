package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cannot be explained is said with a code and a fix. */
class UnexplainedTest {

    private static final Claims ALICE = Claims.of(Map.of("sub", "alice"));
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        Place h2 = Place.h2();
        Sources sources = Sources.compiled(List.of(), """
                package desk;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.RowPolicy(name = "small", using = "id < 100 or ownerId = :sub")
                public class Ticket {
                    @Id @GeneratedValue(strategy = GenerationType.IDENTITY) public Long id;
                    public String ownerId;
                }
                """);
        sources.createTables(h2);
        factory = sources.build(Place.connectBy(h2.application()));
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @Test
    void aValueThatTheDatabaseIsYetToMake() throws ReflectiveOperationException {
        Class<?> type = factory.getMetamodel().entity("Ticket").getJavaType();
        Object ticket = type.getConstructor().newInstance();

        assertThatThrownBy(() -> Policies.of(factory).explain(ticket, ALICE, Operation.INSERT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RLS213: the policies of desk.Ticket ask for id, which the database makes when the row is"
                        + " inserted. Explain the row after that, or assign the value");

        type.getField("id").set(ticket, 7L);
        assertThat(Policies.of(factory)
                        .explain(ticket, ALICE, Operation.INSERT)
                        .decision()
                        .outcome())
                .hasToString("ADMITTED");
    }

    @Test
    void whatIsNotProtected() {
        assertThatThrownBy(() -> Policies.of(factory).explain("text", ALICE, Operation.SELECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RLS212: java.lang.String is no protected entity of this persistence unit. Annotate it with"
                        + " @TenantScoped or @RowPolicy, or ask about another");
    }
}
