package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The policies that the changelog brings, and what each of them is good for. */
class PolicyTest extends InvoicesOnEveryPostgres {

    @Test
    void aForeignPermissivePolicyWidensNothing() throws SQLException {
        withDdl("create policy gate on invoice to public using (true) with check (true)", () -> {
            sees("acme");
            refusesForeignInsert();
        });
    }

    @Test
    void withoutTheRestrictivePolicyTheOtherOneHolds() throws SQLException {
        withDdl("drop policy rls_tenant_restrict on invoice", () -> {
            sees("acme");
            refusesForeignInsert();
        });
    }

    @Test
    void withoutThePermissivePolicyNothingIsSeen() throws SQLException {
        withDdl("drop policy rls_tenant_permit on invoice", () -> sees());
    }

    @Test
    void controlBothPredicatesLostLeaksEveryTenant() throws SQLException {
        withDdl(
                "alter policy rls_tenant_permit on invoice using (true) with check (true);"
                        + " drop policy rls_tenant_restrict on invoice",
                () -> {
                    sees("acme", "globex");
                    try (Connection acme = invoices.boundTo("acme")) {
                        Sql.execute(acme, "insert into invoice values (9, 'globex')");
                    }
                });
    }

    @Test
    void controlRowSecurityDisabledLeaksEveryTenant() throws SQLException {
        withDdl("alter table invoice disable row level security", () -> sees("acme", "globex"));
    }

    /** A data migration that finds no rows looks like one that is done. */
    @Test
    void theOwnerIsToldThatItMustBindInsteadOfFindingNoRows() throws SQLException {
        try (Connection owner = invoices.database().migrator().connect()) {
            assertThatThrownBy(() -> tenants(owner)).hasMessageContaining("RLS501");
        }
        withDdl("alter policy rls_tenant_permit on invoice to rls_app", () -> {
            try (Connection owner = invoices.database().migrator().connect()) {
                assertThat(tenants(owner))
                        .as("control: not named in the policy")
                        .isEmpty();
            }
        });
        withDdl("alter table invoice no force row level security", () -> {
            try (Connection owner = invoices.database().migrator().connect()) {
                assertThat(tenants(owner)).as("control: not forced").containsExactly("acme", "globex");
            }
        });
    }

    @Test
    void theClaimIsReadOncePerQueryAndAgreesWithThePredicateOfTheApplication() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            String plan = plan(acme, "select * from invoice");
            assertThat(plan).contains("InitPlan").contains("rls.claim_text('tenant_id'::text)");
            assertThat(plan.split("claim_text", -1))
                    .as("both policies share one InitPlan")
                    .hasSize(2);

            assertThat(plan(acme, "select * from invoice where tenant_id = 'acme'"))
                    .contains("One-Time Filter: ((InitPlan 1)");
        }
    }

    private static String plan(Connection connection, String query) throws SQLException {
        return String.join("\n", Sql.column(connection, "explain (verbose, costs off) " + query))
                .replace("$0", "(InitPlan 1)");
    }

    private static void sees(String... tenants) throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(tenants(acme)).containsExactly(tenants);
        }
    }

    private static void refusesForeignInsert() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            Rejection.of(() -> Sql.execute(acme, "insert into invoice values (9, 'globex')"))
                    .hasState("42501");
        }
    }

    private static void withDdl(String ddl, Rejection.Action action) throws SQLException {
        invoices.database().migrator().execute(ddl);
        try {
            action.run();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            invoices.database().migrator().execute("drop policy if exists gate on invoice");
            Installer.PSQL.update(
                    invoices.database(), "migrator", "changelog.sql", Invoices.changelog(Invoices.index()));
        }
    }
}
