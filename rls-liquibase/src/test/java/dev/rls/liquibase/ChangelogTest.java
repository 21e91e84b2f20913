package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PolicyIndex#toChangelog()} writes, run by every installer after the changelog of schema rls. */
@ParameterizedClass
@EnumSource(Version.class)
class ChangelogTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    private static final PolicyIndex INDEX = index("tenant_id");

    private static final RuleDeclaration ODD = new RuleDeclaration(
            "odd", Set.of(Operation.UPDATE), "org = 'a:b;${c}--d/*e$rls$\"\\%é''' and region.id is not null", "");

    @Parameter
    Version version;

    TestDatabase database;

    @BeforeEach
    void tables() throws SQLException {
        database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.migrator()
                .execute(
                        "create schema \"Billing dept\"",
                        "create table invoice (id int, tenant_id text, org text)",
                        "create table \"Billing dept\".\"Order\" (id int, \"Tenant\" uuid)",
                        "create table account (id int, tenant_id bigint)",
                        "create table person (id int, tenant_id int)",
                        "create table region (id int)");
    }

    @ParameterizedTest
    @EnumSource
    void protectsItsTablesAndASecondRunChangesNothing(Installer installer) throws SQLException {
        update(installer, INDEX);

        assertThat(registered()).hasSize(8).allMatch(line -> line.endsWith(" t"));
        String snapshot = Catalog.snapshot(database);
        update(installer, INDEX);
        assertThat(Catalog.snapshot(database)).isEqualTo(snapshot);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedPolicyIsReplaced(Installer installer) throws SQLException {
        update(installer, INDEX);
        List<String> before = registered();

        update(installer, index("org"));

        assertThat(registered()).hasSize(8).allMatch(line -> line.endsWith(" t"));
        assertThat(registered()).filteredOn(line -> line.contains(" invoice ")).noneMatch(before::contains);
        assertThat(registered()).filteredOn(line -> !line.contains(" invoice ")).allMatch(before::contains);
        assertThat(Catalog.snapshot(database)).contains("(org = ( SELECT rls.claim_text('tenant_id'::text)");
    }

    /** A permissive policy that was left behind would admit what the new ones exclude. */
    @ParameterizedTest
    @EnumSource
    void whatAnEarlierDefinitionLeftGoesAndWhatOthersWroteStays(Installer installer) throws SQLException {
        update(installer, INDEX);
        database.migrator()
                .execute(
                        "create policy \"rls_o'ld\"\"_permit\" on invoice to public using (true)",
                        "select rls.register_policy('public', 'invoice', 'rls_o''ld\"_permit', 'x', 'app')",
                        "create policy rls_old_permit on person to public using (true)",
                        "select rls.register_policy('public', 'person', 'rls_old_permit', 'x', 'app')",
                        "create policy \"their own\" on invoice to public using (id > 0)");

        update(installer, index("org"));

        assertThat(database.migrator().column("select polname from pg_policy where polrelid = 'invoice'::regclass"))
                .containsExactlyInAnyOrder("rls_tenant_restrict", "rls_tenant_permit", "their own");
        assertThat(registered()).noneMatch(line -> line.contains("o'ld"));
        // Liquibase runs a changeset only if its text changed; psql runs them all.
        assertThat(registered())
                .filteredOn(line -> line.contains(" rls_old_permit "))
                .hasSize(installer.name().startsWith("PSQL") ? 0 : 1);
    }

    /** Texts that psql, Liquibase and the lines of a changelog could read as theirs. */
    @ParameterizedTest
    @EnumSource
    void conditionsWithOddTextsArriveAsTheyWereWritten(Installer installer) throws SQLException {
        update(installer, index("tenant_id", ODD));

        assertThat(registered())
                .filteredOn(line -> line.contains(" invoice "))
                .hasSize(6)
                .allMatch(line -> line.endsWith(" t"));
        assertThat(
                        database.migrator()
                                .column(
                                        "select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'rls_odd_restrict_update'"))
                .singleElement()
                .asString()
                .startsWith("((org = 'a:b;${c}--d/*e$rls$\"\\%é'''::text) AND (( SELECT q1.id\n   FROM region q1\n");
    }

    @ParameterizedTest
    @EnumSource
    void policiesOfSingleOperationsGoWhenOperationsAgreeAgain(Installer installer) throws SQLException {
        update(installer, index("tenant_id", ODD));
        update(installer, INDEX);

        assertThat(database.migrator().column("select polname from pg_policy where polrelid = 'invoice'::regclass"))
                .containsExactlyInAnyOrder("rls_tenant_restrict", "rls_tenant_permit");
        assertThat(registered()).hasSize(8).allMatch(line -> line.endsWith(" t"));
    }

    @ParameterizedTest
    @EnumSource
    void rollbackLeavesTheTablesAsTheyWere(LiquibaseVersion liquibase) throws SQLException {
        String before = Catalog.snapshot(database);
        liquibase.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(INDEX));
        assertThat(Catalog.snapshot(database)).isNotEqualTo(before);

        liquibase.rollback(database, MIGRATOR, "changelog.sql", Invoices.changelog(INDEX));

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
        assertThat(registered()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rollbackByLiquibaseKeepsRowSecurityForThePoliciesOfOthers(LiquibaseVersion liquibase) throws SQLException {
        closeTables();
        liquibase.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(INDEX));

        liquibase.rollback(database, MIGRATOR, "changelog.sql", Invoices.changelog(INDEX));

        onlyTheTablesOfOthersAreClosed();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rollbackByHandKeepsRowSecurityForThePoliciesOfOthers(boolean singleTransaction) throws Exception {
        closeTables();
        Path folder = Invoices.changelog(INDEX);
        Installer.PSQL.update(database, MIGRATOR, "changelog.sql", folder);

        Psql.run(database, MIGRATOR, Rollback.of(folder.resolve("changelog.sql")), singleTransaction);

        onlyTheTablesOfOthersAreClosed();
    }

    private void closeTables() throws SQLException {
        for (String table : List.of("invoice", "\"Billing dept\".\"Order\"")) {
            database.migrator()
                    .execute(
                            "alter table " + table + " enable row level security",
                            "create policy \"their own\" on " + table + " using (id > 0)");
        }
    }

    private void onlyTheTablesOfOthersAreClosed() throws SQLException {
        assertThat(database.migrator()
                        .column("select concat_ws(' ', c.relname, relrowsecurity, string_agg(polname, ','))"
                                + " from pg_class c left join pg_policy on polrelid = c.oid"
                                + " where relname in ('invoice', 'Order', 'account', 'person')"
                                + " group by c.oid, relname, relrowsecurity order by relname collate \"C\""))
                .containsExactly("Order t their own", "account f", "invoice t their own", "person f");
        assertThat(registered()).isEmpty();
    }

    private void update(Installer installer, PolicyIndex index) throws SQLException {
        installer.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(index));
    }

    private List<String> registered() throws SQLException {
        return database.application()
                .column("select concat_ws(' ', table_schema, table_name, policy_name, digest, intact)"
                        + " from rls.registered_policies()");
    }

    private static PolicyIndex index(String invoiceColumn, RuleDeclaration... invoiceRules) {
        return new PolicyIndex(
                "app",
                "rls_app",
                List.of(
                        new EntityDeclaration(
                                "com.acme.Invoice",
                                new TableName("public", "invoice"),
                                Map.of(
                                        "tenantId", new Attribute.Basic(invoiceColumn, ValueType.STRING, List.of()),
                                        "org", new Attribute.Basic("org", ValueType.STRING, List.of()),
                                        "region", new Attribute.ToOne("id", "com.acme.Region", "id")),
                                new TenantDeclaration("tenantId", "tenant_id", "", false),
                                List.of(invoiceRules)),
                        new EntityDeclaration(
                                "com.acme.Region",
                                new TableName("public", "region"),
                                Map.of("id", new Attribute.Basic("id", ValueType.INTEGER, List.of())),
                                null,
                                List.of()),
                        entity("Order", "Billing dept", "Order", "Tenant", ValueType.UUID),
                        entity("Account", "public", "account", "tenant_id", ValueType.LONG),
                        entity("Person", "public", "person", "tenant_id", ValueType.INTEGER)));
    }

    /** Of another type, so of another claim: a claim has one type in a unit. */
    private static EntityDeclaration entity(String name, String schema, String table, String column, ValueType type) {
        return new EntityDeclaration(
                "com.acme." + name,
                new TableName(schema, table),
                Map.of("tenantId", new Attribute.Basic(column, type, List.of())),
                new TenantDeclaration("tenantId", "tenant_" + type.id(), "", false),
                List.of());
    }
}
