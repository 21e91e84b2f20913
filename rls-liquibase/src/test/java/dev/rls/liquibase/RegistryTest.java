package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.policy.Policy;
import dev.rls.policy.render.PostgresRenderer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest extends InvoicesOnEveryPostgres {

    private static final String REGISTERED =
            "select concat_ws(' ', table_schema, table_name, policy_name, digest, intact)"
                    + " from rls.registered_policies()";

    @BeforeEach
    @AfterEach
    void restore() throws SQLException {
        invoices.database().migrator().execute("drop table if exists invoice, \"Odd \"\"table\"", Invoices.TABLE);
        Installer.PSQL.update(invoices.database(), "migrator", "changelog.sql", Invoices.changelog(Invoices.index()));
    }

    @Test
    void theApplicationReadsWhatStandsWithTheDigestsOfTheIndex() throws SQLException {
        List<Policy> policies =
                PostgresRenderer.policies(Invoices.index().entities().get(0), "rls_app");

        assertThat(registered())
                .containsExactly(
                        "public invoice rls_tenant_permit " + policies.get(1).digest() + " t",
                        "public invoice rls_tenant_restrict " + policies.get(0).digest() + " t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter policy rls_tenant_permit on invoice using (true)",
                "alter policy rls_tenant_permit on invoice with check (true)",
                "alter policy rls_tenant_permit on invoice to public",
                "alter policy rls_tenant_permit on invoice using (tenant_id = (select current_setting('x')))",
                "alter policy rls_tenant_permit on invoice rename to other",
                "drop policy rls_tenant_permit on invoice",
                "drop policy rls_tenant_permit on invoice;"
                        + " create policy rls_tenant_permit on invoice for select to rls_app"
                        + " using (tenant_id = (select rls.claim_text('tenant_id')))",
                "alter table invoice disable row level security",
                "alter table invoice no force row level security",
                "alter table invoice rename to other; create table invoice (id int, tenant_id text)",
                "alter table invoice rename column tenant_id to other",
                "drop table invoice"
            })
    void aChangeByHandIsNoticedAndTheRestStands(String ddl) throws SQLException {
        invoices.database().migrator().execute(ddl);

        assertThat(registered())
                .filteredOn(line -> line.contains("rls_tenant_permit"))
                .allMatch(line -> line.endsWith(" f"));
        assertThat(registered()).as("nothing vanishes").hasSize(2);
        invoices.database().migrator().execute("drop table if exists other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote_all_identifiers = on",
                "standard_conforming_strings = off",
                "search_path = rls, public",
                "search_path = pg_catalog",
                "timezone = 'Asia/Kathmandu'",
                "datestyle = 'ISO, DMY'",
                "bytea_output = escape",
                "intervalstyle = iso_8601",
                "extra_float_digits = -15"
            })
    void noSettingOfTheSessionChangesTheVerdict(String setting) throws SQLException {
        String odd = "\"Odd \"\"table\"";
        invoices.database()
                .migrator()
                .execute(
                        "create table " + odd + " (id int, t timestamptz, f float8, b bytea, i interval, s text)",
                        "alter table " + odd + " enable row level security, force row level security",
                        "create policy \"Odd 'policy\" on " + odd
                                + " using (t < '2030-01-02 03:04Z' and f < 0.1::float8"
                                + " and b <> '\\x00ff'::bytea and i < '1 day 2 hours'::interval and s <> E'a\\\\b')",
                        "select rls.register_policy('public', 'Odd \"table', 'Odd ''policy', 'd', 'app')");

        try (Connection connection = invoices.unbound()) {
            Sql.execute(connection, "set " + setting);
            assertThat(Sql.column(connection, REGISTERED)).hasSize(3).allMatch(line -> line.endsWith(" t"));
        } finally {
            invoices.database()
                    .migrator()
                    .execute("select rls.unregister_policy('public', 'Odd \"table', 'Odd ''policy')");
        }
    }

    @Test
    void onlyTheOwnerOfATableRegistersAndForgets() throws SQLException {
        String register = "select rls.register_policy('public', 'invoice', 'rls_tenant_permit', 'x', 'app')";
        String unregister = "select rls.unregister_policy('public', 'invoice', 'rls_tenant_permit')";
        for (String sql : List.of(register, unregister)) {
            Rejection.of(() -> invoices.database().application().execute(sql))
                    .hasState("42501")
                    .hasMessage("RLS531: role application does not own table public.invoice");
        }
        assertThat(registered()).hasSize(2).allMatch(line -> line.endsWith(" t"));

        String forget = Recipe.of("forget");
        invoices.database().migrator().execute(forget);
        assertThat(registered()).as("a table that is there").hasSize(2);
        invoices.database().migrator().execute("drop table invoice");
        for (String sql : List.of(unregister, forget)) {
            Rejection.of(() -> invoices.database().application().execute(sql)).hasState("42501");
        }
        invoices.database().migrator().execute(unregister, unregister);
        assertThat(registered()).hasSize(1);
        invoices.database().migrator().execute(forget);
        assertThat(registered()).isEmpty();
    }

    @Test
    void whatDoesNotExistCannotBeRegistered() {
        Rejection.of(() -> invoices.database()
                        .migrator()
                        .execute("select rls.register_policy('public', 'nowhere', 'p', 'x', 'app')"))
                .hasState("42P01")
                .hasMessage("RLS530: table public.nowhere does not exist");
        Rejection.of(() -> invoices.database()
                        .migrator()
                        .execute("select rls.register_policy('public', 'invoice', 'p', 'x', 'app')"))
                .hasState("42704")
                .hasMessage("RLS532: there is no policy p on table public.invoice");
    }

    @Test
    void aMemberOfTheOwningRoleIsAnOwner() throws SQLException {
        invoices.database()
                .superuser()
                .execute(
                        "create role tables_owner nologin",
                        "alter table invoice owner to tables_owner",
                        "create role deployer login password '" + PostgresServer.PASSWORD + "'",
                        "grant tables_owner to deployer");
        try {
            invoices.database()
                    .as("deployer")
                    .execute("select rls.register_policy('public', 'invoice', 'rls_tenant_permit', 'x', 'app')");
        } finally {
            invoices.database()
                    .superuser()
                    .execute("alter table invoice owner to migrator", "drop role tables_owner", "drop role deployer");
        }
    }

    /** The new owner is nobody whom a policy names: shown no rows, where the old one got RLS501. */
    @Test
    void aNewOwnerIsNoticedUntilItRunsTheChangelog() throws Exception {
        Sql superuser = invoices.database().superuser();
        superuser.execute("create role tables_owner login password '" + PostgresServer.PASSWORD + "'");
        try {
            superuser.execute("alter table invoice owner to tables_owner", "insert into invoice values (1, 'acme')");
            assertThat(registered()).hasSize(2).allMatch(line -> line.endsWith(" f"));
            assertThat(invoices.database().as("tables_owner").column("select id from invoice"))
                    .isEmpty();

            Installer.PSQL.update(
                    invoices.database(), "tables_owner", "changelog.sql", Invoices.changelog(Invoices.index()));

            assertThat(registered()).hasSize(2).allMatch(line -> line.endsWith(" t"));
            Rejection.of(() -> invoices.database().as("tables_owner").column("select id from invoice"))
                    .mentions("RLS501");
        } finally {
            superuser.execute("drop table invoice", "drop role tables_owner");
        }
    }

    private static List<String> registered() throws SQLException {
        return invoices.database().application().column(REGISTERED);
    }
}
