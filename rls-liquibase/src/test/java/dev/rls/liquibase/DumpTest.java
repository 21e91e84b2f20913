package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dumps by the commands of the page about operations, and what a database is that was made from one. */
class DumpTest extends InvoicesOnEveryPostgres {

    private final List<TestDatabase> restored = new ArrayList<>();

    @BeforeEach
    void backupRole() throws SQLException {
        invoices.database().superuser().execute(Recipe.of("backup role"));
    }

    @AfterEach
    void dropAll() throws SQLException {
        restored.forEach(PostgresServer.of(version)::drop);
        invoices.database().superuser().execute("drop owned by backup", "drop role backup");
    }

    /** What pg_dump does of its own accord, for servers that are newer than the pg_dump of this machine. */
    @Test
    void theBackupRoleReadsTheRowsOfAllTenantsAndNoSecret() throws SQLException {
        try (Connection backup = invoices.database().as("backup").connect()) {
            Sql.execute(backup, "set row_security = off");
            assertThat(tenants(backup)).containsExactly("acme", "globex");
            for (String relation : invoices.database()
                    .superuser()
                    .column("select oid::regclass from pg_class where relnamespace = 'rls'::regnamespace"
                            + " and relkind in ('r', 'S')")) {
                Rejection.of(() -> Sql.execute(backup, "select * from " + relation))
                        .hasState("42501");
            }
        }
        for (String role : List.of("application", "migrator")) {
            try (Connection bound = invoices.database().as(role).connect()) {
                Sql.execute(bound, "set row_security = off");
                Rejection.of(() -> tenants(bound))
                        .hasMessage("query would be affected by row-level security policy for table \"invoice\"");
            }
        }
        invoices.database().superuser().execute("grant pg_read_all_data to backup");
        assertThat(invoices.database().as("backup").column("select id from rls.context_secret"))
                .as("control: pg_read_all_data")
                .isNotEmpty();
        invoices.database().superuser().execute("revoke pg_read_all_data from backup");
    }

    @Test
    void whoeverRowSecurityBindsGetsAnErrorInsteadOfHalfADump() throws SQLException {
        PgDump.assumeItDumps(invoices.database());
        String asOwner = Recipe.of("backup").replace("--username=backup", "--username=migrator");

        Rejection.of(() -> PgDump.run(invoices.database(), asOwner))
                .mentions("would be affected by row-level security");
        Rejection.of(() -> PgDump.run(
                        invoices.database(), asOwner.replace("--exclude", "--enable-row-security --exclude")))
                .mentions("RLS501");
        String withSecrets = Recipe.of("backup").replace("--exclude-schema=rls ", "");
        Rejection.of(() -> PgDump.run(invoices.database(), withSecrets)).mentions("permission denied");
    }

    @Test
    void theDumpOfTheBackupRoleIsClosedUntilTheChangelogHasRun() throws Exception {
        PgDump.assumeItDumps(invoices.database());
        Path dump = PgDump.run(invoices.database(), Recipe.of("backup"));
        assertThat(Files.readString(dump)).contains("globex").doesNotContain("context_secret", "verification_key");

        TestDatabase bare = PostgresServer.of(version).createDatabase();
        restored.add(bare);
        Rejection.of(() -> Psql.run(bare, "postgres", dump, true)).mentions("schema \"rls\" does not exist");
        everythingPassesOver(bare, dump);
        assertThat(bare.application().column("select tenant_id from invoice"))
                .as("row security without policies")
                .isEmpty();

        TestDatabase copy = PostgresServer.of(version).createDatabase();
        restored.add(copy);
        Installer.PSQL_SINGLE_TRANSACTION.installSchema(copy, PostgresServer.MIGRATOR);
        Psql.run(copy, "postgres", dump, true);
        Invoices of = new Invoices(copy, invoices.issuer());
        Rejection.of(() -> of.boundTo("acme")).mentions("RLS510");
        registerKey(of);
        try (Connection acme = of.boundTo("acme")) {
            Rejection.of(() -> tenants(acme)).mentions("RLS506");
        }
        Installer.PSQL.update(copy, PostgresServer.MIGRATOR, "changelog.sql", Invoices.changelog(Invoices.index()));
        seesItsOwn(of);
    }

    @Test
    void aDumpHasNoSecretAndItsCopyRefusesEverythingUntilItIsGivenNewOnes() throws Exception {
        PgDump.assumeItDumps(invoices.database());
        String ticket = invoices.database().application().value("select rls.exchange(?)", invoices.token("acme"));
        String apiToken = invoices.database()
                .migrator()
                .value("select rls.issue_api_token('{\"tenant_id\":\"acme\"}', now() + interval '1 hour')");
        List<String> secrets = secrets();
        assertThat(secrets).hasSize(6).doesNotContainNull();

        Path dump = PgDump.run(invoices.database(), Recipe.of("dump"));
        assertThat(Files.readString(dump))
                .contains("globex", "CREATE TABLE rls.context_secret")
                .doesNotContain(secrets);
        String complete = Recipe.of("dump").replaceAll("(?s)--exclude-table-data=\\S+( \\\\\n)?", "");
        Path control = PgDump.run(invoices.database(), complete);
        assertThat(Files.readString(control)).as("control: without the options").contains(secrets);

        Invoices copy = restore(dump);
        Rejection.of(() -> copy.boundTo("acme")).mentions("RLS510");
        Rejection.of(() -> copy.database().application().column("select rls.bind_ticket(?)", ticket))
                .mentions("RLS514");
        Rejection.of(() -> copy.database().application().column("select rls.bind_api_token(?)", apiToken))
                .mentions("RLS510");
        Rejection.of(() -> copy.boundToClaims("{}")).mentions("RLS513");
        Rejection.of(() -> tenants(copy.unbound())).mentions("RLS501");
        registerKey(copy);
        Rejection.of(() -> copy.boundTo("acme")).mentions("RLS513");

        Installer.PSQL.installSchema(copy.database(), PostgresServer.MIGRATOR);
        seesItsOwn(copy);
        Rejection.of(() -> copy.database().application().column("select rls.bind_ticket(?)", ticket))
                .mentions("RLS514");

        Invoices twin = restore(control);
        assertThat(twin.database().application().column("select rls.bind_ticket(?)", ticket))
                .as("control: with its secrets a copy takes what the other made")
                .hasSize(1);
    }

    private Invoices restore(Path dump) throws SQLException {
        TestDatabase copy = PostgresServer.of(version).createDatabase();
        restored.add(copy);
        Psql.run(copy, "postgres", dump, true);
        return new Invoices(copy, invoices.issuer());
    }

    /** As psql does without ON_ERROR_STOP. */
    private static void everythingPassesOver(TestDatabase database, Path dump) throws IOException, SQLException {
        String sql = "\\set ON_ERROR_STOP 0\n" + Files.readString(dump);
        Psql.run(database, "postgres", Files.writeString(dump.resolveSibling("passing-over.sql"), sql), false);
    }

    private static void registerKey(Invoices copy) throws SQLException {
        copy.register(invoices.issuer().rsa().toPublicJWK().toJSONString());
    }

    private static void seesItsOwn(Invoices copy) throws SQLException {
        try (Connection acme = copy.boundTo("acme")) {
            assertThat(tenants(acme)).containsExactly("acme");
        }
    }

    /** Secret, its copy in the sequences, what HS256 is computed with, the digest of a token. */
    private static List<String> secrets() throws SQLException {
        return invoices.database()
                .superuser()
                .column("select secret_a::text from rls.context_secret union all"
                        + " select last_value::text from rls.secret_b union all"
                        + " select encode(inner_pad, 'hex') from rls.verification_key where inner_pad is not null union all"
                        + " select encode(outer_pad, 'hex') from rls.verification_key where outer_pad is not null union all"
                        + " select encode(digest, 'hex') from rls.api_token union all"
                        + " select modulus::text from rls.verification_key where modulus is not null");
    }
}
