package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A partitioned table is protected as a whole: its policies are asked whoever names it, and its partitions are nobody's. */
@ParameterizedClass
@EnumSource(Version.class)
class PartitionTest {

    private static final PolicyIndex INDEX = new PolicyIndex(
            "ledgers",
            "rls_app",
            List.of(Invoices.declaration(
                    "com.acme.Ledger", new TableName("public", "ledger"), "tenant_id", ValueType.STRING)));

    private static Invoices invoices;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void partition(Version version) throws SQLException {
        invoices = Invoices.create(version);
        owner(
                "create table ledger (id int, tenant_id text, booked date, primary key (tenant_id, id))"
                        + " partition by list (tenant_id)",
                "create table ledger_acme partition of ledger for values in ('acme')",
                "create table ledger_others partition of ledger default",
                "insert into ledger values (1, 'acme'), (2, 'globex')");
        Installer.PSQL.update(invoices.database(), PostgresServer.MIGRATOR, "changelog.sql", Invoices.changelog(INDEX));
    }

    @Test
    void theTableShowsTheRowsOfOneTenantAndTakesNoOthers() throws SQLException {
        try (Connection nobody = invoices.unbound();
                Connection acme = invoices.boundTo("acme")) {
            Rejection.of(() -> tenants(nobody, "ledger")).mentions("RLS501");
            assertThat(tenants(acme, "ledger")).containsExactly("acme");
            Sql.execute(acme, "insert into ledger values (3, 'acme')");
            assertThat(acme.createStatement().executeUpdate("delete from ledger where id = 2"))
                    .isZero();
            assertThat(tenants(acme, "ledger")).containsExactly("acme", "acme");
        }
        for (String move : List.of(
                "insert into ledger values (3, 'globex')", "update ledger set tenant_id = 'globex' where id = 1")) {
            try (Connection acme = invoices.boundTo("acme")) {
                Rejection.of(() -> Sql.execute(acme, move))
                        .hasState("42501")
                        .mentions("violates row-level security policy");
            }
        }
    }

    /** The policies of the table are not asked where a partition is named. */
    @Test
    void aPartitionIsNobodysByItsOwnName() throws SQLException {
        for (String partition : List.of("ledger_acme", "ledger_others")) {
            try (Connection acme = invoices.boundTo("acme")) {
                Rejection.of(() -> tenants(acme, partition)).hasState("42501");
            }
        }
        owner("grant select on ledger_others to rls_app");
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(tenants(acme, "ledger_others"))
                    .as("control: granted by itself")
                    .containsExactly("globex");
        } finally {
            owner("revoke select on ledger_others from rls_app");
        }
    }

    @Test
    void partitionsThatComeLaterNeedNothing() throws SQLException {
        owner(
                "create table ledger_initech (id int, tenant_id text, booked date, primary key (tenant_id, id))",
                "insert into ledger_initech values (4, 'initech')",
                "alter table ledger attach partition ledger_initech for values in ('initech')");
        try (Connection acme = invoices.boundTo("acme");
                Connection initech = invoices.boundTo("initech")) {
            assertThat(tenants(acme, "ledger")).containsExactly("acme");
            assertThat(tenants(initech, "ledger")).containsExactly("initech");
            Rejection.of(() -> tenants(initech, "ledger_initech")).hasState("42501");
        }
        owner("alter table ledger detach partition ledger_initech");
        try (Connection initech = invoices.boundTo("initech")) {
            // A table of its own now, without policies, and nobody's as before.
            Rejection.of(() -> tenants(initech, "ledger_initech")).hasState("42501");
        } finally {
            owner("drop table ledger_initech");
        }
    }

    /** The claim is read once, before the first partition is. */
    @Test
    void onlyThePartitionOfTheTenantIsRead() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            List<String> plan = Sql.column(acme, "explain (analyze, costs off, timing off) select * from ledger");
            assertThat(plan).filteredOn(line -> line.contains("ledger_others")).isNotEmpty();
            assertThat(plan)
                    .filteredOn(line -> line.contains("ledger_others"))
                    .allMatch(line -> line.contains("never executed"));
        }
    }

    private static void owner(String... statements) throws SQLException {
        invoices.database().migrator().execute(statements);
    }
}
