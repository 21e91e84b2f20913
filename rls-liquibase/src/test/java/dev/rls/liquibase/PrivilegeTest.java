package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegeTest extends InvoicesOnEveryPostgres {

    @Test
    void nobodyReadsTheTablesOfTheSchema() throws SQLException {
        List<String> tables = invoices.database()
                .superuser()
                .column("select relname from pg_class where relnamespace = 'rls'::regnamespace and relkind = 'r'");
        assertThat(tables)
                .containsExactlyInAnyOrder(
                        "api_token",
                        "api_token_use",
                        "bound_claims",
                        "comb",
                        "comb_point",
                        "context_secret",
                        "declared_claim",
                        "followed_issuer",
                        "missing_key",
                        "policy",
                        "system_access",
                        "taken_from_public",
                        "verification_key");
        for (String table : tables) {
            for (String role : List.of("application", Invoices.TRUSTED, Invoices.KEY_JOB, "migrator")) {
                for (String sql : List.of(
                        "select * from rls.%s",
                        "insert into rls.%s default values",
                        "delete from rls.%s",
                        "truncate rls.%s",
                        "begin; lock table rls.%s",
                        "copy rls.%s to stdout",
                        "alter table rls.%s add x int",
                        "create policy p on rls.%s",
                        "create index on rls.%s ((1))")) {
                    Rejection.of(() -> invoices.database().as(role).execute(sql.formatted(table)))
                            .hasState("42501");
                }
            }
        }
    }

    @Test
    void theApplicationCallsWhatIsMeantForItAndNothingElse() throws SQLException {
        String callable = "select p.proname from pg_proc p where p.pronamespace = 'rls'::regnamespace"
                + " and has_function_privilege(p.oid, 'execute') order by 1";
        List<String> everyone = List.of(
                "add_tenant_key",
                "add_tenant_reference",
                "check_table",
                "check_tenant_reference",
                "claim_bigint",
                "claim_int",
                "claim_text",
                "claim_uuid",
                "drop_tenant_key",
                "drop_tenant_reference",
                "find_bigint",
                "find_bigint_array",
                "find_boolean",
                "find_boolean_array",
                "find_int",
                "find_int_array",
                "find_numeric",
                "find_numeric_array",
                "find_text",
                "find_text_array",
                "find_uuid",
                "find_uuid_array",
                "register_policy",
                "registered_policies",
                "require_claims",
                "sees",
                "unregister_policy");

        assertThat(invoices.database().application().column(callable))
                .containsAll(everyone)
                .contains("bind", "bind_api_token", "bind_ticket", "exchange")
                .hasSize(33);
        assertThat(invoices.database().as(Invoices.TRUSTED).column(callable))
                .containsAll(everyone)
                .contains("bind", "bind_api_token", "bind_claims", "bind_ticket", "exchange")
                .hasSize(34);
        assertThat(invoices.database().migrator().column(callable))
                .containsAll(everyone)
                .contains(
                        "add_jwk",
                        "api_tokens",
                        "declare_claim",
                        "follow_issuer",
                        "issue_api_token",
                        "revoke_api_token",
                        "revoke_key",
                        "rotate_context_secret",
                        "system_accesses",
                        "unfollow_issuer")
                .hasSize(37);
        assertThat(invoices.database().as(Invoices.KEY_JOB).column(callable))
                .containsAll(everyone)
                .contains("follow_keys")
                .hasSize(28);
    }

    @Test
    void bindClaimsIsForMembersOfItsRoleWhateverElseIsGranted() throws SQLException {
        String sql = "select rls.bind_claims('{\"tenant_id\":\"globex\"}')";
        Rejection.of(() -> invoices.database().application().execute(sql)).hasState("42501");

        asOwner("grant execute on function rls.bind_claims(jsonb) to application");
        try {
            Rejection.of(() -> invoices.database().application().execute(sql))
                    .hasState("42501")
                    .hasMessage("RLS511: role application is not a member of rls_trusted"
                            + " and may not bind claims without a token");
        } finally {
            asOwner("revoke execute on function rls.bind_claims(jsonb) from application");
        }
        invoices.database().as(Invoices.TRUSTED).execute(sql);
    }

    @Test
    void aStrayExecuteOnTheOtherFunctionsOpensNothing() throws SQLException {
        List<String> calls = List.of(
                "select rls.bind_selected(now(), '')",
                "select rls.newest_secret()",
                "select rls.add_context_secret()",
                "select rls.check_context('x')",
                "select rls.selected_claims('{\"tenant_id\":\"globex\"}', '{}')",
                "select rls.rotate_context_secret()",
                "select rls.issue_api_token('{\"tenant_id\":\"globex\"}', now() + interval '1 hour')",
                "select rls.revoke_api_token('x')",
                "select rls.declare_claim('x')",
                "select rls.refresh_bound_claims()",
                "select rls.bind_system('a reason', '{}', now() + interval '1 hour')",
                "select rls.sealed_claim('tenant_id') from set_config('rls.ctx', 'x', true)",
                "select rls.found_claim('{tenant_id}') from set_config('rls.ctx', 'x', true)",
                "select rls.verified_claims('x.y.z') from generate_series(1, 0)",
                "select rls.add_jwk('{}', 'i', 'a')",
                "select rls.revoke_key('test-rsa')",
                "select rls.end_key('test-rsa', 'rls.last_revocation')",
                "select rls.note_change('rls.last_revocation', true)",
                "select rls.takes_ticket('x')",
                "select rls.ticket('x', now(), '')",
                "select rls.store_key(null)",
                "select rls.follow_issuer('i', 'a')",
                "select rls.unfollow_issuer('i')",
                "select rls.follow_keys('i', '{\"keys\":[]}')");
        asOwner("grant execute on all functions in schema rls to application");
        try {
            for (String call : calls) {
                if (!call.contains("generate_series")) {
                    Rejection.of(() -> invoices.database().application().execute(call))
                            .hasState("42501");
                }
            }
            invoices.database().application().execute("select rls.write_context('forged')");
        } finally {
            asOwner("revoke execute on all functions in schema rls from application");
        }
    }

    @Test
    void claimsOfATrustedApplicationMustBeAnObjectThatHasNotEnded() {
        for (String claims : new String[] {
            null,
            "null",
            "1",
            "\"x\"",
            "[]",
            "[{}]",
            "{\"exp\":\"1\"}",
            "{\"exp\":null}",
            "{\"exp\":-1}",
            "{\"exp\":1e300}"
        }) {
            Rejection.of(() -> invoices.boundToClaims(claims)).hasState("28000").mentions("RLS512");
        }
        Rejection.of(() -> invoices.boundToClaims("{\"exp\":1}"))
                .hasState("28000")
                .mentions("RLS512");
    }

    @Test
    void claimsWithoutAnEndLastAnHour() throws SQLException {
        try (Connection trusted = invoices.boundToClaims("{}")) {
            assertThat(Sql.column(
                            trusted,
                            "select ('x' || substr(current_setting('rls.ctx'), 69, 16))::bit(64)::bigint / 1000000.0"
                                    + " - extract(epoch from now() - '2000-01-01 00:00Z') between 3590 and 3601"))
                    .containsExactly("t");
        }
    }

    /** The control: the same functions without a pinned search_path run whatever lies on the caller's path. */
    @Test
    void aPinnedSearchPathKeepsForeignOperatorsOut() throws SQLException {
        invoices.database()
                .superuser()
                .execute(
                        "create schema evil authorization application",
                        "alter function rls.claim_text(text) reset search_path");
        invoices.database()
                .application()
                .execute(
                        "create table evil.loot (who text)",
                        "grant insert on evil.loot to public",
                        "grant usage on schema evil to public",
                        """
                        create function evil.starts_with(text, text) returns boolean language plpgsql as $$ begin
                          insert into evil.loot values (current_user);
                          return true; end $$""");
        try {
            assertThat(forgery())
                    .as("control: without the pin, a forged context is believed")
                    .containsExactly("globex");
        } finally {
            invoices.database()
                    .superuser()
                    .execute("alter function rls.claim_text(text) set search_path = pg_catalog, pg_temp");
        }

        Rejection.of(PrivilegeTest::forgery).hasState("42501").mentions("RLS502");
        invoices.database().superuser().execute("drop schema evil cascade");
    }

    private static List<String> forgery() throws SQLException {
        try (Connection application = invoices.unbound()) {
            Sql.execute(application, "set local search_path = evil, pg_catalog");
            String body = "00017fffffffffffffff\u001etenant_id\u001f\"globex\"";
            Sql.column(application, "select set_config('rls.ctx', ?, true)", "0".repeat(64) + body);
            return Sql.column(application, "select tenant_id from public.invoice");
        }
    }

    private static void asOwner(String sql) throws SQLException {
        invoices.database().superuser().execute(sql);
    }
}
