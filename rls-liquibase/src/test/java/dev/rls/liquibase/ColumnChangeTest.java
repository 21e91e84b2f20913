package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.fixtures.MarkedBlocks;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that policies name are dropped and given another type by the recipe of the page about operations, word for word. */
@ParameterizedClass
@EnumSource(Version.class)
class ColumnChangeTest {

    private static final Path PAGE = Path.of("../docs/operations.md");

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    private static final String RETYPE = "alter table invoice alter column tenant_id type varchar(80);";

    private static final String RUN_COUNTS =
            "delete from databasechangelog where author = 'rls' and id in ('app/public.invoice');\n";

    @Parameter
    Version version;

    TestDatabase database;
    Path changelogs;

    @BeforeEach
    void tables() throws SQLException {
        database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.migrator()
                .execute(
                        "create table region (id int primary key, name text)",
                        "create table invoice (id int, tenant_id text, org text, region_id int)",
                        "insert into invoice values (1, 'acme', 'x', null), (2, 'globex', 'y', null)",
                        "grant rls_app to application");
        changelogs = Invoices.changelog(index("org = 'x' and region.name = 'north'"));
    }

    @ParameterizedTest
    @EnumSource
    void theColumnOfATenantGetsAnotherType(Installer installer) throws Exception {
        run(installer);
        List<String> before = policies();
        Rejection.of(() -> database.migrator().execute(RETYPE)).mentions("used in a policy definition");

        change(installer, RETYPE);
        run(installer);

        assertThat(database.migrator()
                        .column("select format_type(atttypid, atttypmod) from pg_attribute"
                                + " where attrelid = 'invoice'::regclass and attname = 'tenant_id'"))
                .containsExactly("character varying(80)");
        assertThat(policies()).isEqualTo(before);
        assertProtected();
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatTheNewChangelogNoLongerNamesIsDropped(Installer installer) throws Exception {
        run(installer);
        String drop = "alter table invoice drop column org;";
        Rejection.of(() -> database.migrator().execute(drop)).mentions("other objects depend on it");

        change(installer, drop);
        changelogs = Invoices.changelog(index("region.name = 'north'"));
        run(installer);

        assertProtected();
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatOnlyThePoliciesOfAnotherTableName(Installer installer) throws Exception {
        run(installer);
        List<String> before = policies();
        String query = block("tables").replace("'invoice'", "'region'").replace("'tenant_id'", "'name'");
        assertThat(database.migrator().column(block("tables"))).containsExactly("invoice");
        assertThat(database.migrator().column(query)).containsExactly("invoice");
        String retype = "alter table region alter column name type varchar(80);";
        Rejection.of(() -> database.migrator().execute(retype)).mentions("used in a policy definition");

        change(installer, retype);
        run(installer);

        assertThat(policies()).isEqualTo(before);
        assertProtected();
    }

    /** A route's for example. The changelog knows nothing of it. */
    @Test
    void policiesOfOnesOwnAreNamedAndTakenAwayToo() throws Exception {
        run(Installer.PSQL);
        String reporting = "create policy reporting on invoice for select to application"
                + " using (tenant_id = (select rls.claim_text('tenant_id')));";
        String named = block("tables").replaceFirst(";\\s*$", "");
        assertThat(database.migrator().column("select your_own is null from (" + named + ") t"))
                .containsExactly("t");
        database.migrator().execute(reporting);
        assertThat(database.migrator().column("select your_own from (" + named + ") t"))
                .containsExactly("reporting");
        Rejection.of(() -> change(Installer.PSQL, RETYPE)).mentions("policy reporting on table invoice depends on");

        change(Installer.PSQL, "drop policy reporting on invoice; " + RETYPE + " " + reporting);
        run(Installer.PSQL);

        assertProtected();
    }

    /** The control: why the recipe has that line. */
    @ParameterizedTest
    @EnumSource
    void aChangesetThatCountsAsRunDoesNotBringThePoliciesBack(LiquibaseVersion liquibase) throws Exception {
        liquibase.update(database, MIGRATOR, "changelog.sql", changelogs);

        execute(block("change").replace(RUN_COUNTS, ""));
        liquibase.update(database, MIGRATOR, "changelog.sql", changelogs);

        assertThat(policies()).isEmpty();
    }

    private void run(Installer installer) throws SQLException {
        installer.update(database, MIGRATOR, "changelog.sql", changelogs);
    }

    private void change(Installer installer, String statement) throws Exception {
        String recipe = block("change");
        assertThat(recipe).contains(RETYPE, RUN_COUNTS);
        recipe = recipe.replace(RETYPE, statement);
        execute(installer.name().startsWith("PSQL") ? recipe.replace(RUN_COUNTS, "") : recipe);
        Rejection.of(() -> database.application().column("select id from invoice"))
                .hasState("42501")
                .mentions("permission denied");
    }

    /** By psql, with the lines of the rollback in their place. */
    private void execute(String recipe) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : recipe.lines().toList()) {
            boolean here = line.startsWith("-- Here the \"--rollback\" lines");
            lines.add(here ? Rollback.lines(Files.readString(changelogs.resolve("changelog.sql"))) : line);
        }
        assertThat(lines).as("the place of the rollback").anyMatch(line -> line.contains("rls.unregister_policy"));
        Path file = Files.write(changelogs.resolve("recipe.sql"), lines);
        Psql.run(database, MIGRATOR, file, false);
    }

    private void assertProtected() throws SQLException {
        assertThat(policies()).hasSize(6).allMatch(line -> line.endsWith(" t"));
        for (String role : List.of(MIGRATOR, PostgresServer.APPLICATION)) {
            Rejection.of(() -> database.as(role).column("select id from invoice"))
                    .mentions("RLS501");
        }
        assertThat(database.superuser().column("select id from invoice")).hasSize(2);
    }

    private List<String> policies() throws SQLException {
        return database.migrator()
                .column(
                        "select concat_ws(' ', table_name, policy_name, digest, intact) from rls.registered_policies()");
    }

    private static String block(String about) throws IOException {
        return MarkedBlocks.of(PAGE).stream()
                .filter(block -> block.kind().equals("recipe") && block.about().equals(about))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static PolicyIndex index(String invoiceRule) {
        return new PolicyIndex(
                "app",
                "rls_app",
                List.of(
                        new EntityDeclaration(
                                "com.acme.Invoice",
                                new TableName("public", "invoice"),
                                Map.of(
                                        "tenantId", new Attribute.Basic("tenant_id", ValueType.STRING, List.of()),
                                        "org", new Attribute.Basic("org", ValueType.STRING, List.of()),
                                        "region", new Attribute.ToOne("region_id", "com.acme.Region", "id")),
                                new TenantDeclaration("tenantId", "tenant_id", "", false),
                                List.of(new RuleDeclaration("near", Set.of(Operation.UPDATE), invoiceRule, ""))),
                        new EntityDeclaration(
                                "com.acme.Region",
                                new TableName("public", "region"),
                                Map.of(
                                        "id", new Attribute.Basic("id", ValueType.INTEGER, List.of()),
                                        "name", new Attribute.Basic("name", ValueType.STRING, List.of())),
                                null,
                                List.of())));
    }
}
