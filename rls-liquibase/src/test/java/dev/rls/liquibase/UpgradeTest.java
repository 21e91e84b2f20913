package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From one version of schema rls to the next, and of a unit's policies, while tenants read: nothing is open in between. */
@ParameterizedClass
@EnumSource(Version.class)
class UpgradeTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    /** What the next versions of these tests change. */
    private static final String RUN_AGAIN = "'check_context', 'context_mac', 'app/public.invoice'";

    @Parameter
    Version version;

    private static Invoices invoices;

    /** Liquibase remembers what it ran; what psql installed before is the same. */
    @BeforeParameterizedClassInvocation
    static void install(Version version) throws SQLException {
        invoices = Invoices.create(version);
        LiquibaseVersion.V4.update(invoices.database(), MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);
        LiquibaseVersion.V4.update(
                invoices.database(), MIGRATOR, "changelog.sql", Invoices.changelog(Invoices.index()));
    }

    @AfterEach
    void asItWas() throws SQLException {
        Installer.PSQL_SINGLE_TRANSACTION.installSchema(invoices.database(), MIGRATOR);
        invoices.database()
                .superuser()
                .execute("update databasechangelog set md5sum = '9:of-another-version' where author = 'rls'"
                        + " and id in (" + RUN_AGAIN + ")");
    }

    /** Functions are replaced one by one; each is what it was or what it will be. */
    @ParameterizedTest
    @EnumSource(names = {"PSQL", "LIQUIBASE_4"})
    void functionsAreReplacedUnderRunningTransactions(Installer installer) throws Exception {
        Path next = next("no claims are bound", "no claims, says the next version, are bound");
        try (Connection running = invoices.boundTo("acme");
                Readers readers = new Readers(invoices)) {
            assertThat(tenants(running)).containsExactly("acme");

            installer.update(invoices.database(), MIGRATOR, "next.sql", next);

            readers.await();
            assertThat(tenants(running)).containsExactly("acme");
            assertThat(readers.foreign).isEmpty();
            assertThat(readers.errors).isEmpty();
        }
        Rejection.of(() -> invoices.database().application().execute("select * from invoice"))
                .mentions("says the next version");
    }

    /** Contexts of another form: what was bound before is not believed afterwards, and binds again. */
    @ParameterizedTest
    @EnumSource(names = {"PSQL", "PSQL_SINGLE_TRANSACTION", "LIQUIBASE_5"})
    void aTransactionThatIsBoundInAnotherFormHasToStartAgain(Installer installer) throws Exception {
        Path next = next("pg_catalog.decode('637478', 'hex')", "pg_catalog.decode('63747832', 'hex')");
        try (Connection running = invoices.boundTo("acme");
                Readers readers = new Readers(invoices)) {
            assertThat(tenants(running)).containsExactly("acme");

            installer.update(invoices.database(), MIGRATOR, "next.sql", next);

            Rejection.of(() -> tenants(running)).hasState("42501").mentions("RLS502");
            running.rollback();
            Invoices.bind(running, invoices.token("acme"));
            assertThat(tenants(running)).containsExactly("acme");
            readers.await();
            assertThat(readers.foreign).isEmpty();
            assertThat(readers.errors).isSubsetOf("RLS502");
        }
    }

    /** The policies of a unit: they are dropped and made again under a lock, while readers wait. */
    @ParameterizedTest
    @EnumSource(names = {"PSQL", "PSQL_SINGLE_TRANSACTION", "LIQUIBASE_4"})
    void policiesAreReplacedWhileTenantsRead(Installer installer) throws Exception {
        Path changelog = Invoices.changelog(Invoices.index());
        Path next = Files.createDirectory(changelog.resolve("next"));
        Files.writeString(
                next.resolve("changelog.sql"),
                replaced(
                        Files.readString(changelog.resolve("changelog.sql")),
                        "tenant_id = (select rls.claim_text('tenant_id'))",
                        "tenant_id = (select rls.claim_text('tenant_id')) and id > 0"));
        try (Readers readers = new Readers(invoices)) {
            installer.update(invoices.database(), MIGRATOR, "changelog.sql", next);

            readers.await();
            assertThat(readers.foreign).isSubsetOf("acme saw []", "globex saw []");
            if (installer != Installer.PSQL) {
                assertThat(readers.foreign).as("in one transaction").isEmpty();
            }
            assertThat(readers.errors).isEmpty();
        }
        assertThat(invoices.database().superuser().column("select pg_get_expr(polqual, polrelid) from pg_policy"))
                .hasSize(2)
                .allMatch(text -> text.contains("id > 0"));
    }

    /** What a version that opens for a moment would look like to them. */
    @Test
    void controlAMomentOfOpennessIsSeen() throws SQLException {
        try (Readers readers = new Readers(invoices)) {
            invoices.database().migrator().execute("alter table invoice disable row level security");
            readers.await();
            invoices.database().migrator().execute("alter table invoice enable row level security");
            readers.await();
            assertThat(readers.foreign).containsExactly("acme saw [acme, globex]", "globex saw [acme, globex]");
        }
    }

    /** The control for errors: a function that is dropped first is missed at once. */
    @Test
    void controlAFunctionThatIsDroppedFirstIsMissed() throws SQLException {
        try (Readers readers = new Readers(invoices)) {
            String seal = invoices.database()
                    .superuser()
                    .value("select pg_get_functiondef('rls.bind_selected(timestamptz,text)'::regprocedure)");
            try (Connection superuser = invoices.database().superuser().connect()) {
                Sql.execute(superuser, "drop function rls.bind_selected(timestamptz, text)");
                awaitError(readers);
                Sql.execute(superuser, "set role rls_owner", seal);
            }
            readers.await();
            assertThat(readers.errors)
                    .singleElement()
                    .asString()
                    .contains("bind_selected")
                    // By its name or by the number that a plan has kept.
                    .containsAnyOf("does not exist", "cache lookup failed");
            assertThat(readers.foreign).isEmpty();
        }
    }

    private static void awaitError(Readers readers) {
        while (readers.errors.isEmpty()) {
            Thread.onSpinWait(); // until the test is ended from outside, if there is none
        }
    }

    private static Path next(String old, String changed) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "next");
        String schema = Files.readString(Installer.SCHEMA_FILES.resolve(RlsSchema.CHANGELOG));
        Files.writeString(folder.resolve("next.sql"), replaced(schema, old, changed));
        return folder;
    }

    private static String replaced(String text, String old, String changed) {
        assertThat(text).contains(old);
        return text.replace(old, changed);
    }
}
