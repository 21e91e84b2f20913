package dev.rls.liquibase.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.CheckedDatabase;
import dev.rls.policy.Attribute;
import dev.rls.policy.DerivedTables;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import dev.rls.policy.catalog.Risk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is meant as it stands is no finding of the rules about tenants, and what is nearly the same is one. */
@ParameterizedClass
@EnumSource(Version.class)
class TenantRulesTest {

    private static final String DECLARED = "alter table public.payment add constraint declared foreign key (invoice_id)"
            + " references public.invoice (id)";

    private static TestDatabase database;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void create(Version version) throws SQLException {
        database = CheckedDatabase.create(version);
        database.migrator()
                .execute(
                        "create table public.template (id int primary key, tenant_id text)",
                        "create table public.letter (id int primary key, tenant_id text not null, template_id int"
                                + " constraint by_policy references public.template,"
                                + " spare_id int constraint to_shared references public.template,"
                                + " invoice_id int constraint undeclared references public.invoice (id))",
                        letters().toChangelog());
    }

    /** A letter refers to a template that all tenants may share, and to an invoice that no association names. */
    private static PolicyIndex letters() {
        TableName template = new TableName("public", "template");
        return new PolicyIndex(
                "letters",
                "rls_app",
                List.of(
                        entity("com.acme.Template", template, true, List.of()),
                        entity(
                                "com.acme.Letter",
                                new TableName("public", "letter"),
                                false,
                                List.of(new Reference(
                                        "template",
                                        "template_id",
                                        "com.acme.Template",
                                        template,
                                        "id",
                                        "tenant_id",
                                        false)))));
    }

    private static EntityDeclaration entity(String name, TableName table, boolean shared, List<Reference> references) {
        return new EntityDeclaration(
                name,
                table,
                Map.of("tenantId", new Attribute.Basic("tenant_id", ValueType.STRING, List.of())),
                new TenantDeclaration("tenantId", "tenant_id", "", shared),
                List.of(),
                references);
    }

    /** Whether the application meant it, only its source tells: nothing is printed that would break it. */
    @Test
    void aForeignKeyThatNoAssociationOfTheIndexNamesHasNoRepair() throws SQLException {
        for (List<PolicyIndex> indexes : List.of(List.of(CheckedDatabase.index(), letters()), List.<PolicyIndex>of())) {
            assertThat(findings("RLS729", indexes))
                    .containsExactly(new CatalogFinding(
                            "RLS729",
                            Risk.NOTE,
                            "public.letter",
                            "foreign key undeclared leads to rows of other tenants too, and tells whether they exist:"
                                    + " right where @CrossTenantReference says so",
                            "-- only if no row may lead there: select rls.add_tenant_key('public.invoice', 'tenant_id',"
                                    + " 'id'); select rls.add_tenant_reference('public.letter', 'tenant_id',"
                                    + " 'invoice_id', 'public.invoice', 'tenant_id', 'id')"));
        }
    }

    @Test
    void oneThatTheIndexNamesIsRepairedAsTheChangelogDoes() throws SQLException {
        List<PolicyIndex> indexes = List.of(CheckedDatabase.index());
        database.migrator().execute(DECLARED);

        assertThat(findings("RLS729", indexes))
                .filteredOn(finding -> finding.object().equals("public.payment"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.repair())
                            .isEqualTo("select rls.add_tenant_key('public.invoice', 'tenant_id', 'id'); select"
                                    + " rls.add_tenant_reference('public.payment', 'tenant_id', 'invoice_id',"
                                    + " 'public.invoice', 'tenant_id', 'id')");
                    database.migrator().execute(finding.repair());
                });
        assertThat(findings("RLS729", indexes))
                .extracting(CatalogFinding::object)
                .containsExactly("public.letter");
    }

    /** The control: not every column of a table with such a policy is held by it. */
    @Test
    void aColumnThatAPolicyHoldsIsNone() throws SQLException {
        List<PolicyIndex> indexes = List.of(CheckedDatabase.index(), letters());
        database.migrator()
                .execute(
                        "alter table public.letter add reply_id int constraint held references public.letter",
                        "create policy rls_reference_check_reply on public.letter as restrictive for insert with check"
                                + " (reply_id is null or rls.sees('public.letter', 'id', reply_id))");
        try {
            assertThat(findings("RLS729", indexes))
                    .extracting(CatalogFinding::problem)
                    .singleElement()
                    .asString()
                    .startsWith("foreign key undeclared ");

            database.migrator().execute("drop policy rls_reference_check_reply on public.letter");
            assertThat(findings("RLS729", indexes)).hasSize(2);
        } finally {
            database.migrator().execute("alter table public.letter drop column reply_id cascade");
        }
    }

    /** Where the tenant is the whole key of a table, its column is called as keys are. */
    @Test
    void aTableThatHasNothingOfATenantIsOnlyNoted() throws SQLException {
        database.migrator()
                .execute(
                        "create table public.organisation (id text primary key)",
                        new PolicyIndex(
                                        "organisations",
                                        "rls_app",
                                        List.of(new EntityDeclaration(
                                                "com.acme.Organisation",
                                                new TableName("public", "organisation"),
                                                Map.of("id", new Attribute.Basic("id", ValueType.STRING, List.of())),
                                                new TenantDeclaration("id", "tenant_id", "", false),
                                                List.of())))
                                .toChangelog(),
                        "create table public.currency (id text primary key, country text references public.country)",
                        "grant select on public.currency to rls_app");
        try {
            for (List<PolicyIndex> indexes : List.of(List.of(CheckedDatabase.index()), List.<PolicyIndex>of())) {
                assertThat(findings("RLS720", indexes))
                        .extracting(CatalogFinding::object)
                        .containsExactly("public.currency");
                assertThat(findings("RLS770", indexes)).isEmpty();
            }
        } finally {
            database.migrator().execute("drop table public.currency, public.organisation");
        }
    }

    /** By its column, because a history refers to no row. */
    @Test
    void theCatalogAloneTellsOfAHistoryWithoutPolicies() throws SQLException {
        database.migrator()
                .execute(
                        "create table public.invoice_aud (rev int, tenant_id text)",
                        "grant select on public.invoice_aud to rls_app");
        try {
            assertThat(findings("RLS770", List.of()))
                    .extracting(CatalogFinding::object)
                    .containsExactly("public.invoice_aud");
            assertThat(findings("RLS720", List.of())).isEmpty();
        } finally {
            database.migrator().execute("drop table public.invoice_aud");
        }
    }

    /** That of a template is null where it is shared. */
    @Test
    void aTenantThatMayBeNullIsToldWhereNothingIsShared() throws SQLException {
        database.migrator().execute("alter table public.letter alter tenant_id drop not null");
        try {
            for (List<PolicyIndex> indexes :
                    List.of(List.of(CheckedDatabase.index(), letters()), List.<PolicyIndex>of())) {
                assertThat(findings("RLS771", indexes))
                        .extracting(CatalogFinding::object)
                        .containsExactly("public.letter");
            }
            if (version != Version.V15) {
                database.migrator()
                        .execute("alter table public.letter add constraint present not null tenant_id not valid");
                assertThat(findings("RLS771", List.of())).hasSize(1);
            }
        } finally {
            database.migrator().execute("alter table public.letter alter tenant_id set not null");
        }
        assertThat(findings("RLS771", List.of())).isEmpty();
    }

    /** Envers declares nothing not null; its rows have a tenant where it stores what is deleted. */
    @Test
    void theTenantOfAHistoryMayBeNull() throws SQLException {
        PolicyIndex index = CheckedDatabase.index();
        PolicyIndex histories = new PolicyIndex("histories", "rls_app", List.of())
                .with(List.of(DerivedTables.history(
                        "com.acme.Invoice#history",
                        new TableName("public", "invoice_history"),
                        index.entity("com.acme.Invoice").orElseThrow())));
        database.migrator()
                .execute("create table public.invoice_history (rev int, tenant_id text)", histories.toChangelog());
        try {
            assertThat(findings("RLS771", List.of(index))).isEmpty();
        } finally {
            database.migrator().execute("drop table public.invoice_history");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add code uuid unique",
                "add code bigint generated by default as identity unique",
                "add code bigserial unique",
                "add code text, add unique (code, tenant_id)",
                "add code text, add unique (code, id)",
                "add code int unique, add foreign key (tenant_id, code) references public.invoice (tenant_id, id)"
            })
    void aValueThatNobodyGuessesOrThatStaysInsideTheTenantMayBeUnique(String column) throws SQLException {
        database.migrator().execute("alter table public.letter " + column);
        try {
            assertThat(findings("RLS772", List.of())).isEmpty();
        } finally {
            database.migrator().execute("alter table public.letter drop column code");
        }
    }

    @Test
    void theTenantMayBeInAnExpression() throws SQLException {
        database.migrator().execute("create unique index one on public.letter ((tenant_id || invoice_id))");
        try {
            assertThat(findings("RLS772", List.of())).isEmpty();
            database.migrator().execute("create unique index other on public.letter (coalesce(invoice_id, 0))");
            assertThat(findings("RLS772", List.of()))
                    .extracting(CatalogFinding::problem)
                    .containsExactly(
                            "unique key other tells whoever writes a value that is taken that some tenant has it");
        } finally {
            database.migrator().execute("drop index public.one, public.other");
        }
    }

    private static List<CatalogFinding> findings(String id, List<PolicyIndex> indexes) throws SQLException {
        try (Connection connection = database.application().connect()) {
            return CatalogReport.ofApplications(connection, indexes).findings().stream()
                    .filter(finding -> finding.id().equals(id))
                    .toList();
        }
    }
}
