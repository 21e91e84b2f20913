package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings any role may change, each as far from its default as it goes, change no verdict. */
class SettingsTest extends InvoicesOnEveryPostgres {

    private static final String OPERATOR = "hostile_operator";

    @BeforeParameterizedClassInvocation
    static void operator(Version version) throws SQLException {
        invoices.database()
                .migrator()
                .execute(
                        "create role " + OPERATOR + " login password '" + PostgresServer.PASSWORD + "'",
                        "grant rls_app, rls_operator, rls_keys, rls_trusted to " + OPERATOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytea_output = escape",
                "standard_conforming_strings = off; escape_string_warning = off; backslash_quote = on",
                "search_path = public, pg_catalog",
                "search_path = ''",
                "datestyle = 'ISO, DMY'; timezone = 'Asia/Kathmandu'; intervalstyle = sql_standard",
                "timezone = '<x>-167:59'; intervalstyle = iso_8601; extra_float_digits = -15",
                "array_nulls = off; transform_null_equals = on; default_toast_compression = pglz",
                "quote_all_identifiers = on; xmloption = content",
                "plan_cache_mode = force_custom_plan; enable_seqscan = off; enable_indexscan = off",
                "plan_cache_mode = force_generic_plan; jit = on; jit_above_cost = 0; jit_inline_above_cost = 0",
                "plpgsql.extra_errors = 'all'; plpgsql.extra_warnings = 'all'; check_function_bodies = off",
                "row_security = off; work_mem = '64kB'; default_transaction_isolation = 'serializable'"
            })
    void everyWayToBindHoldsAndNothingElseDoes(String settings) throws SQLException {
        String token = invoices.token("acme");
        String of = "'{\"tenant_id\":\"acme\"}', clock_timestamp() + '1 hour'::interval";
        try (Connection connection = invoices.database().as(OPERATOR).connect()) {
            for (String setting : settings.split("; ")) {
                Sql.execute(connection, "set " + setting);
            }
            connection.setAutoCommit(false);
            // A policy is not skipped by row_security = off; it is an error to be affected by one.
            Sql.execute(connection, "set local row_security = on");
            String ticket = value(connection, "select rls.exchange('" + token + "')");
            String apiToken = value(connection, "select rls.issue_api_token(" + of + ")");
            value(connection, "select rls.bind_system('reason', " + of + ")");
            connection.commit();
            for (String bind : new String[] {
                "select rls.bind_ticket('" + ticket + "')",
                "select rls.bind_api_token('" + apiToken + "')",
                "select rls.bind_system('reason', " + of + ")"
            }) {
                Sql.execute(connection, "set local row_security = on");
                value(connection, bind);
                assertThat(value(connection, "select rls.claim_text('tenant_id') || (rls.find_text('c') is null)"))
                        .isEqualTo("acmetrue");
                String context = value(connection, "select current_setting('rls.ctx')");
                assertThat(visible(connection)).as(bind).isEqualTo("acme");
                Savepoint savepoint = connection.setSavepoint();
                Sql.column(connection, "select set_config('rls.ctx', ?, true)", context.replace("acme", "globex"));
                Rejection.of(() -> visible(connection)).hasState("42501").mentions("RLS502");
                connection.rollback(savepoint);
                connection.commit();
                Rejection.of(() -> value(connection, "select rls.claim_text('tenant_id')"))
                        .mentions("RLS501");
                connection.rollback();
            }
            for (String bind : new String[] {
                "select rls.bind_ticket('" + ticket.replace("acme", "globex") + "')",
                "select rls.bind_ticket('" + ticket.substring(1) + "')",
                "select rls.bind_api_token('" + apiToken.substring(1) + "')"
            }) {
                Rejection.of(() -> value(connection, bind)).hasState("28000");
                connection.rollback();
            }
            value(connection, "select rls.rotate_context_secret('0'::interval)");
            connection.commit();
            Rejection.of(() -> value(connection, "select rls.bind_ticket('" + ticket + "')"))
                    .hasMessage("RLS514: ticket rejected");
            connection.rollback();
            Invoices.bind(connection, token);
            Sql.execute(connection, "set local row_security = on");
            assertThat(visible(connection)).isEqualTo("acme");
            connection.rollback();
        }
    }

    /** With row_security = off a query that policies would restrict is an error, never unrestricted. */
    @Test
    void rowSecurityThatIsOffIsAnError() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            Sql.execute(acme, "set local row_security = off");
            Rejection.of(() -> tenants(acme)).hasState("42501");
        }
    }

    private static String visible(Connection connection) throws SQLException {
        return value(connection, "select string_agg(tenant_id, ' ') from public.invoice");
    }

    private static String value(Connection connection, String sql) throws SQLException {
        return Sql.column(connection, sql).get(0);
    }
}
