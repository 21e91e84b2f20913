package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which claims are bound: those that registered policies read and those that were declared. */
class BoundClaimsTest extends InvoicesOnEveryPostgres {

    private static final String CLAIMS = "{\"tenant_id\":\"acme\",\"it's\":\"odd\",\"E\\\\\":\"odder\","
            + "\"org\":{\"limit\":1},\"x\":\"y\",\"roles\":null}";

    @AfterEach
    void theTenantAlone() throws SQLException {
        migrator("drop policy if exists p on invoice", "select rls.unregister_policy('public', 'invoice', 'p')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search_path = public",
                "quote_all_identifiers = on; standard_conforming_strings = off; escape_string_warning = off",
                "search_path = rls, public; bytea_output = escape; backslash_quote = on"
            })
    void aPolicyHasItsClaimsBoundWhateverTheSessionIsLike(String settings) throws SQLException {
        try (Connection migrator = invoices.database().migrator().connect()) {
            for (String setting : settings.split("; ")) {
                Sql.execute(migrator, "set " + setting);
            }
            Sql.execute(
                    migrator,
                    "create policy p on public.invoice as restrictive using ((select rls.find_text('it''s')) = 'odd'"
                            + " and (select rls.find_int('org', 'limit')) = 1 and (select rls.claim_text(E'E\\\\')) <> '')"
                            + " with check ('manager' = any (coalesce((select rls.find_text_array('roles')), '{}')))",
                    "select rls.register_policy('public', 'invoice', 'p', 'd', 'app')");
        }
        assertThat(invoices.database()
                        .superuser()
                        .column("select unnest(claims) from rls.policy where policy_name = 'p' order by 1"))
                .containsExactlyInAnyOrder("E\\", "it's", "org", "roles");
        try (Connection connection = invoices.boundToClaims(CLAIMS)) {
            assertThat(Invoices.tenants(connection)).containsExactly("acme");
            assertThat(Sql.column(connection, "select rls.claim_text('it''s') || rls.find_int('org', 'limit')"))
                    .containsExactly("odd1");
            unknown(connection, "x");
        }
    }

    @Test
    void aClaimIsForgottenWithItsLastPolicyUnlessItIsDeclared() throws SQLException {
        migrator(
                "select rls.declare_claim('declared')",
                "create policy p on invoice as restrictive using ((select rls.find_text('gone')) is null"
                        + " or (select rls.find_text('declared')) is null)",
                "select rls.register_policy('public', 'invoice', 'p', 'd', 'app')");
        try (Connection connection = invoices.boundToClaims(CLAIMS)) {
            assertThat(Sql.column(connection, "select rls.find_text('gone')")).containsExactly((String) null);
        }
        theTenantAlone();
        try (Connection connection = invoices.boundToClaims(CLAIMS)) {
            unknown(connection, "gone");
            assertThat(Sql.column(connection, "select rls.find_text('declared')"))
                    .containsExactly((String) null);
        }
    }

    /** Read as null it could open rows: "is null" is a condition like any other. */
    @Test
    void aPolicyThatComesWhileATransactionRunsIsAnErrorThereAndNotNull() throws SQLException {
        try (Connection running = invoices.boundToClaims(CLAIMS)) {
            assertThat(Sql.column(running, "select rls.claim_text('tenant_id')"))
                    .containsExactly("acme");
            migrator(
                    "create policy p on invoice using ((select rls.find_text('x')) is null)",
                    "select rls.register_policy('public', 'invoice', 'p', 'd', 'app')");
            Savepoint savepoint = running.setSavepoint();
            Rejection.of(() -> Invoices.tenants(running)).hasState("42501").mentions("RLS506: claim \"x\"");
            running.rollback(savepoint);
            Sql.column(running, "select rls.bind_claims(?::jsonb)", CLAIMS);
            assertThat(Invoices.tenants(running)).as("bound again").containsExactly("acme");
        }
    }

    @Test
    void absentAndNullReadTheSame() throws SQLException {
        for (String claims : List.of("{}", "{\"a\":null}", "{\"a\" : null, \"b\":1}")) {
            try (Connection connection = invoices.boundToClaims(claims)) {
                assertThat(Sql.column(connection, "select rls.find_text('a')")).containsExactly((String) null);
                assertThat(Sql.column(connection, "select rls.find_text('a', 'b')"))
                        .containsExactly((String) null);
                Rejection.of(() -> Sql.column(connection, "select rls.claim_text('a')"))
                        .hasMessage("RLS504: the bound claims have no claim \"a\"");
            }
        }
        try (Connection connection = invoices.boundToClaims("{\"a\":\"null\",\"b\":\"\"}")) {
            assertThat(Sql.column(connection, "select rls.claim_text('a') || rls.claim_text('b')"))
                    .as("control: a string is a string")
                    .containsExactly("null");
        }
    }

    @Test
    void aPolicyWhoseClaimCouldPassForAnotherIsNotRegistered() throws SQLException {
        migrator("create policy p on invoice as restrictive"
                + " using ((select rls.find_text(E'a\\x1e\"x\\x1f')) is null)");
        Rejection.of(() -> migrator("select rls.register_policy('public', 'invoice', 'p', 'd', 'app')"))
                .hasState("22023")
                .hasMessage("RLS537: \"a\\u001e\\\"x\\u001f\" is no name of a claim");
    }

    /** Values are JSON, in which control characters are escaped; so only names could break out. */
    @Test
    void aValueNeverReadsAsAnotherClaim() throws SQLException {
        String value = "\\u001etenant_id\\u001f\\\"globex\\\"\\u001e";
        try (Connection connection = invoices.boundToClaims(
                "{\"a\":\"" + value + "\",\"tenant_id\":\"acme\",\"b\":{\"\\u001ec\\u001f\":\"x\"}}")) {
            assertThat(Invoices.tenants(connection)).containsExactly("acme");
            assertThat(Sql.column(connection, "select rls.claim_text('a')"))
                    .containsExactly("\u001etenant_id\u001f\"globex\"\u001e");
            assertThat(Sql.column(connection, "select rls.find_text('c')")).containsExactly((String) null);
        }
    }

    private static void unknown(Connection connection, String claim) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        Rejection.of(() -> Sql.column(connection, "select rls.find_text(?)", claim))
                .hasState("42501")
                .hasMessage("RLS506: claim \"" + claim + "\" was not known when claims were bound to this transaction");
        connection.rollback(savepoint);
    }

    private static void migrator(String... statements) throws SQLException {
        invoices.database().migrator().execute(statements);
    }
}
