package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows in the tables of subclasses refer to is a row that can be seen, in native SQL too. */
class SubclassReferenceTest {

    private static final String[] SOURCES = {
        entity("Customer", "", ""),
        entity("Deal", "@Inheritance(strategy = InheritanceType.JOINED)", ""),
        subclass("Loan", "Deal"),
        entity(
                "Tool",
                "@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)",
                "@ManyToOne Customer lender; @ManyToOne Tool kit;"
                        + " @ManyToOne @dev.rls.CrossTenantReference(reason = \"tools are compared\") Customer rival;"),
        subclass("Hammer", "Tool"),
        """
            package shop;

            @jakarta.persistence.Embeddable
            public class Handover {
                @jakarta.persistence.ManyToOne Customer receiver;
            }
            """
    };

    private static String entity(String name, String annotation, String attributes) {
        return """
                package shop;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.TenantScoped
                %2$s
                public class %1$s {
                    @Id Long id;
                    String tenantId;
                    %3$s
                }
                """.formatted(name, annotation, attributes);
    }

    private static String subclass(String name, String root) {
        return """
                package shop;

                import dev.rls.*;
                import jakarta.persistence.*;

                @Entity
                public class %1$s extends %2$s {
                    @ManyToOne Customer customer;
                    @ManyToOne Tool spare;
                    @ManyToOne @CrossTenantReference(reason = "customers may know each other") Customer witness;
                    @Embedded Handover handover;
                }
                """.formatted(name, root);
    }

    private Place place;
    private SessionFactory factory;

    @BeforeEach
    void start() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=below"), SOURCES);
        Map<String, Object> h2 = new HashMap<>(Place.connectBy(Place.h2().application()));
        h2.put("hibernate.hbm2ddl.auto", "create");
        place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.truth(
                "insert into customer (id, tenantid) values (1, 'acme'), (2, 'globex')",
                "insert into deal (id, tenantid) values (1, 'acme')",
                "insert into loan (id) values (1)",
                "insert into hammer (id, tenantid) values (1, 'acme')");
        try (SessionFactory mapped = sources.build(h2)) {
            place.runText(PolicyExport.of(mapped).indexes().get(0).toChangelog());
        }
        factory = sources.build(Place.connectBy(place.application()));
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loan", "hammer"})
    void aReferenceToAnotherTenantIsRefusedAsOneToNothing(String table) {
        for (String column : List.of("customer_id", "receiver_id")) {
            for (int id : new int[] {2, 99}) {
                assertThatThrownBy(() -> write("update " + table + " set " + column + " = " + id))
                        .as(column + " " + id)
                        .isInstanceOf(WriteRejectedException.class)
                        .hasMessageContaining("rls_reference_check_update");
            }
            assertThat(write("update " + table + " set " + column + " = 1")).isEqualTo(1);
            assertThat(write("update " + table + " set " + column + " = null")).isEqualTo(1);
        }
        assertThat(write("update " + table + " set witness_id = 2")).isEqualTo(1);
    }

    /** Declared by the root, whose own table has a key for it; the table of the subclass has a column of its own. */
    @Test
    void oneThatTheRootDeclaresIsHeldInEachTableOfItsClasses() {
        for (int id : new int[] {2, 99}) {
            assertThatThrownBy(() -> write("update hammer set lender_id = " + id))
                    .as("%s", id)
                    .isInstanceOf(WriteRejectedException.class)
                    .hasMessageContaining("rls_reference_check_update");
        }
        assertThat(write("update hammer set lender_id = 1")).isEqualTo(1);
        assertThat(write("update hammer set rival_id = 2")).isEqualTo(1);

        place.owner("drop policy rls_reference_check_update on hammer");
        assertThat(write("update hammer set lender_id = 2")).isEqualTo(1);
    }

    /** What it refers to is a hammer, which is no row of the root's table. */
    @ParameterizedTest
    @ValueSource(strings = {"loan.spare_id", "hammer.spare_id", "hammer.kit_id", "tool.kit_id"})
    void aReferenceToOneOfSeveralTablesIsLeftAlone(String reference) {
        place.truth("insert into tool (id, tenantid) values (2, 'acme')");
        String table = reference.substring(0, reference.indexOf('.'));
        String column = reference.substring(table.length() + 1);

        assertThat(write("update " + table + " set " + column + " = 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loan", "hammer"})
    void controlWithoutThePolicyItIsWritten(String table) {
        place.owner("drop policy rls_reference_check_update on " + table);

        assertThat(write("update " + table + " set customer_id = 2, receiver_id = 2"))
                .isEqualTo(1);
    }

    private int write(String statement) {
        return ClaimsScope.call(
                Tenants.ACME,
                () -> factory.fromTransaction(
                        session -> session.createNativeMutationQuery(statement).executeUpdate()));
    }
}
