package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a generated changelog stops at before it touches a table; the controls run it without that line. */
@ParameterizedClass
@EnumSource(Version.class)
class CheckTableTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    private static final PolicyIndex APP = Invoices.index("app");

    /** The same table, with the tenant in another column. */
    private static final PolicyIndex ARCHIVE = new PolicyIndex(
            "archive",
            "rls_app",
            List.of(Invoices.declaration(
                    "com.acme.Old", new TableName("public", "invoice"), "owner_id", ValueType.STRING)));

    private static final String ANOTHER_UNIT =
            "RLS533: table public.invoice has policies of unit \"app\", and this is unit \"archive\"";

    @Parameter
    Version version;

    TestDatabase database;

    @BeforeEach
    void table() throws SQLException {
        database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.migrator()
                .execute(
                        "create table invoice (id int, tenant_id text, owner_id text)",
                        "create table bill (id int, tenant_id text)",
                        "insert into invoice values (1, 'acme', 'alice')");
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfAnotherUnitStaysAsItIs(Installer installer) throws Exception {
        installer.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(APP));
        String before = Catalog.snapshot(database);

        Rejection.of(() -> installer.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(ARCHIVE)))
                .mentions(ANOTHER_UNIT)
                .mentions("One unit protects a table. Run the rollback of the other unit's changelog first");

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
        assertThat(units()).containsOnly("app");
    }

    @Test
    void withoutTheCheckTheOtherUnitReplacesThem() throws Exception {
        Installer.PSQL.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(APP));
        String before = Catalog.snapshot(database);

        Installer.PSQL.update(database, MIGRATOR, "changelog.sql", unchecked(ARCHIVE));

        assertThat(Catalog.snapshot(database)).isNotEqualTo(before).doesNotContain("(tenant_id = ( SELECT");
    }

    /** As where a unit was renamed. */
    @ParameterizedTest
    @EnumSource(names = {"PSQL", "LIQUIBASE_4", "LIQUIBASE_5"})
    void afterTheRollbackOfTheOtherUnitTheTableIsFree(Installer installer) throws Exception {
        Path app = Invoices.changelog(APP);
        installer.update(database, MIGRATOR, "changelog.sql", app);

        Psql.run(database, MIGRATOR, Rollback.of(app.resolve("changelog.sql")), true);
        installer.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(ARCHIVE));

        assertThat(units()).containsOnly("archive");
        assertThat(database.migrator().column("select intact from rls.registered_policies()"))
                .containsOnly("t");
    }

    @Test
    void unitsProtectTablesOfTheirOwnSideBySide() throws Exception {
        PolicyIndex bills = new PolicyIndex(
                "bills",
                "rls_app",
                List.of(Invoices.declaration(
                        "com.acme.Bill", new TableName("public", "bill"), "tenant_id", ValueType.STRING)));
        for (PolicyIndex index : List.of(APP, bills, APP)) {
            Installer.LIQUIBASE_5.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(index));
        }
        assertThat(database.migrator()
                        .column("select distinct concat_ws(' ', table_name, unit, intact)"
                                + " from rls.registered_policies() order by 1"))
                .containsExactly("bill bills t", "invoice app t");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsNotTheOwnerIsToldToBecomeIt(Installer installer) throws Exception {
        deployer();
        String before = Catalog.snapshot(database);

        for (String role : List.of("deployer", "postgres")) {
            Rejection.of(() -> installer.update(database, role, "changelog.sql", Invoices.changelog(APP)))
                    .mentions("RLS534: table public.invoice belongs to migrator, and the current role is " + role)
                    .mentions("Before the changelog: set role migrator");
        }

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
    }

    @Test
    void whoSetTheRoleOfTheOwnerMay() throws Exception {
        deployer();
        Path folder = changed(APP, text -> "set role migrator;\n" + text);

        for (String role : List.of("deployer", "postgres")) {
            Installer.PSQL.update(database, role, "changelog.sql", folder);
        }

        assertThat(units()).containsOnly("app");
        Rejection.of(() -> database.migrator().column("select id from invoice")).mentions("RLS501");
    }

    @Test
    void withoutTheCheckTheOwnerWouldBeShownNoRows() throws Exception {
        deployer();

        Installer.PSQL.update(database, "deployer", "changelog.sql", unchecked(APP));

        assertThat(database.migrator().column("select id from invoice")).isEmpty();
        assertThat(database.superuser().column("select id from invoice")).hasSize(1);
    }

    @Test
    void aTableThatIsNotThereIsNamed() throws SQLException {
        database.migrator().execute("drop table invoice");

        Rejection.of(() -> Installer.PSQL.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(APP)))
                .mentions("RLS530: table public.invoice does not exist");
    }

    private void deployer() throws SQLException {
        database.superuser()
                .execute(
                        "create role deployer login password '" + PostgresServer.PASSWORD + "'",
                        "grant migrator to deployer",
                        // For Liquibase's own tables.
                        "grant create on schema public to deployer");
    }

    private List<String> units() throws SQLException {
        return database.application().column("select unit from rls.registered_policies()");
    }

    private static Path unchecked(PolicyIndex index) throws IOException {
        return changed(index, text -> text.replaceAll("(?m)^select rls.check_table.*\n", ""));
    }

    private static Path changed(PolicyIndex index, UnaryOperator<String> change) throws IOException {
        Path folder = Invoices.changelog(index);
        Path file = folder.resolve("changelog.sql");
        String text = Files.readString(file);
        assertThat(change.apply(text)).isNotEqualTo(text);
        Files.writeString(file, change.apply(text));
        return folder;
    }
}
