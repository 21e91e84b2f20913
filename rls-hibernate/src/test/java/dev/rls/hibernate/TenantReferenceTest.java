package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.policy.PolicyIndex;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a row refers to stays inside the tenant, in native SQL too, where foreign keys alone do not ask row security. */
@ParameterizedClass
@EnumSource(Version.class)
class TenantReferenceTest {

    private static final String[] SOURCES = {
        entity("Customer", "", """
            @OneToMany @JoinColumn(name = "filed_by") List<Paper> papers;
            @OneToMany @JoinColumn List<Paper> drafts;
            """),
        entity("Article", "shared = true", "@ManyToOne Article parent;"),
        entity("Invoice", "", """
            @ManyToOne @org.hibernate.annotations.OnDelete(action = org.hibernate.annotations.OnDeleteAction.SET_NULL)
            Customer customer;
            @ManyToOne @JoinColumn(name = "sold_as") Article article;
            @ManyToOne @CrossTenantReference(reason = "customers may know each other") Customer witness;
            @Embedded Shipping shipping;
            """),
        """
            package shop;

            import jakarta.persistence.*;

            @Embeddable
            public class Shipping {
                String street;
                @OneToOne @JoinColumn(name = "receiver_id") Customer receiver;
            }
            """,
        """
            package shop;

            import jakarta.persistence.*;

            @Entity
            public class Reminder extends Invoice {
                @ManyToOne Invoice of;
                @ManyToOne Remark remark;
            }
            """,
        """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped(via = "invoice")
            public class Remark {
                @Id Long id;
                @ManyToOne Invoice invoice;
                @ManyToOne Customer author;
            }
            """,
        entity("Paper", "", "")
    };

    private static final String CHANGESET = "; brought by changeset rls:app/public.invoice/reference.customer_id of"
            + " META-INF/rls/app/changelog.sql";

    private static Sources sources;
    private static Place place;
    private static SessionFactory factory;

    @Parameter
    Version version;

    private static String entity(String name, String scope, String attributes) {
        return """
                package shop;

                import dev.rls.*;
                import jakarta.persistence.*;
                import java.util.*;

                @Entity
                @TenantScoped(%2$s)
                public class %1$s {
                    @Id Long id;
                    String tenantId;
                    %3$s
                }
                """.formatted(name, scope, attributes);
    }

    @BeforeAll
    static void compile() {
        sources = Sources.compiled(List.of(), SOURCES);
    }

    @BeforeEach
    void start() {
        place = Place.postgres(version);
        sources.createTables(place);
        place.truth(
                "insert into customer (id, tenantid) values (1, 'acme'), (2, 'globex')",
                "insert into article (id, tenantid) values (1, 'acme'), (2, 'globex'), (3, null)",
                "insert into invoice (id, tenantid, dtype, customer_id) values (1, 'acme', 'Invoice', 1),"
                        + " (2, 'globex', 'Invoice', 2)",
                "insert into remark (id, invoice_id) values (1, 1), (2, 2)",
                "insert into paper (id, tenantid) values (1, 'acme'), (2, 'globex')");
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        factory = sources.build(Place.connectBy(place.application()));
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    /** One after another, in native SQL, on one's own row. */
    @Test
    void referencesToOtherTenantsAreRefusedAsThoseToNothing() {
        for (String column : List.of("customer_id", "receiver_id", "of_id")) {
            for (int id : new int[] {2, 99}) {
                assertThatThrownBy(() -> write("update invoice set " + column + " = " + id + " where id = 1"))
                        .as(column + " " + id)
                        .isInstanceOf(ConstraintViolationException.class)
                        .hasMessageContaining("invoice_tenantid_" + column + "_fkey");
            }
        }
        for (String column : List.of("sold_as", "remark_id")) {
            for (int id : new int[] {2, 99}) {
                assertThatThrownBy(() -> write("update invoice set " + column + " = " + id + " where id = 1"))
                        .as(column + " " + id)
                        .isInstanceOf(WriteRejectedException.class)
                        .hasMessageContaining("rls_reference_check_update");
            }
        }
        assertThatThrownBy(() -> write("insert into remark (id, invoice_id, author_id) values (9, 1, 2)"))
                .isInstanceOf(WriteRejectedException.class);
        assertThatThrownBy(() -> write("update article set parent_id = 2 where id = 1"))
                .isInstanceOf(WriteRejectedException.class);
        for (String column : List.of("filed_by", "drafts_id")) {
            assertThatThrownBy(() -> write("update paper set " + column + " = 2 where id = 1"))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }

    @Test
    void referencesWithinTheTenantAndToSharedRowsAreWritten() {
        assertThat(write("update invoice set customer_id = 1, receiver_id = 1, of_id = 1, sold_as = 3, remark_id = 1"))
                .isEqualTo(1);
        assertThat(write("update invoice set customer_id = null, sold_as = null, remark_id = null"))
                .isEqualTo(1);
        assertThat(write("update article set parent_id = 3 where id = 1")).isEqualTo(1);
        assertThat(write("insert into remark (id, invoice_id, author_id) values (9, 1, 1)"))
                .isEqualTo(1);
        assertThat(write("update paper set filed_by = 1, drafts_id = 1")).isEqualTo(1);
    }

    @Test
    void whatIsMeantToCrossTenantsDoes() {
        assertThat(write("update invoice set witness_id = 2")).isEqualTo(1);
    }

    /** What the changelog is good for: without it all of them are accepted, and an error tells what is absent. */
    @Test
    void controlWithoutTheChangesetsTheyAreAccepted() throws SQLException {
        for (String column : List.of("customer_id", "receiver_id", "of_id")) {
            String target = column.equals("of_id") ? "invoice" : "customer";
            place.owner("select rls.drop_tenant_reference('public.invoice', 'tenantid', '" + column + "', 'public."
                    + target + "', 'tenantid', 'id')");
            assertThat(write("update invoice set " + column + " = 2"))
                    .as(column)
                    .isEqualTo(1);
        }
        place.owner("drop policy rls_reference_check_update on invoice");
        assertThat(write("update invoice set sold_as = 2, remark_id = 2")).isEqualTo(1);
    }

    @Test
    void aDeletedRowIsForgottenByItsOwnTenantAloneWhichKeepsItsTenant() throws SQLException {
        assertThat(write("delete from customer")).isEqualTo(1);

        assertThat(place.truth().column("select concat_ws(' ', id, tenantid, customer_id) from invoice order by id"))
                .containsExactly("1 acme", "2 globex 2");
    }

    @Test
    void aKeyThatIsMissingIsNamedWithItsChangeset() {
        place.owner("alter table invoice drop constraint invoice_tenantid_customer_id_fkey");

        assertRefused("is absent, or not validated" + CHANGESET);

        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        sources.build(Place.connectBy(place.application())).close();
    }

    @Test
    void aKeyThatIsNotValidatedIsMissing() {
        place.truth(
                "update pg_constraint set convalidated = false where conname = 'invoice_tenantid_customer_id_fkey'");

        assertRefused("is absent, or not validated" + CHANGESET);
    }

    /** As Hibernate's schema tool makes it again, for it does not know the one that took its place. */
    @Test
    void aSimpleKeyBesideTellsForeignFromAbsent() {
        place.truth("alter table invoice add constraint again foreign key (customer_id) references customer");

        assertRefused(
                "stands beside again, and which of the two an error names tells whether another tenant has the row"
                        + CHANGESET
                        + ". Liquibase counts it as run: delete its row from databasechangelog first, or run the file with psql");
    }

    private static void assertRefused(String finding) {
        assertThatThrownBy(() -> sources.build(Place.connectBy(place.application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS125: rows can refer to rows of other tenants, because foreign keys do not ask row security:\n"
                                + "  public.invoice: foreign key (tenantid, customer_id) references public.customer"
                                + " (tenantid, id) " + finding
                                + "\nWhere that is meant, say so at the association with @CrossTenantReference");
    }

    @Test
    void hibernateExportsWhatTheProcessorWrote() {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.h2().application()));
        PolicyIndex exported =
                PolicyExport.of(sources.metadata(settings)).indexes().get(0);

        assertThat(exported.toJson()).isEqualTo(sources.text("META-INF/rls/app/policies.json"));
        assertThat(exported.toChangelog()).isEqualTo(sources.text("META-INF/rls/app/changelog.sql"));
        assertThat(exported.toChangelog()).doesNotContain("witness");
    }

    private static int write(String sql) {
        return ClaimsScope.call(
                Tenants.ACME,
                () -> factory.fromTransaction(
                        session -> session.createNativeMutationQuery(sql).executeUpdate()));
    }
}
