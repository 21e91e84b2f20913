package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLWarning;

/** Any session may have its plans printed, those of the functions it calls included. No secret may be a constant there. */
class PlanTest extends InvoicesOnEveryPostgres {

    @Test
    void noPlanShowsTheSecret() throws SQLException {
        String token = invoices.token("acme");
        String ticket = invoices.database().application().value("select rls.exchange(?)", token);
        String apiToken = invoices.database()
                .migrator()
                .value("select rls.issue_api_token('{\"tenant_id\":\"acme\"}', now() + interval '1 hour')");
        List<String> calls = List.of(
                "select rls.bind('" + token + "')",
                "select rls.exchange('" + token + "')",
                "select rls.bind_ticket('" + ticket + "')",
                "select rls.bind_api_token('" + apiToken + "')",
                "select rls.bind_claims('{\"tenant_id\":\"acme\"}')",
                "select rls.claim_text('tenant_id'), rls.find_text('c'), rls.require_claims()",
                "select * from invoice",
                "select rls.bind_ticket('x')");
        assertThat(printed(Invoices.TRUSTED, calls))
                .as("control: plans are printed")
                .contains("{PLANNEDSTMT", ":constvalue");
        for (String mode : List.of("force_custom_plan", "auto")) {
            String plans = printed(Invoices.TRUSTED, with("set plan_cache_mode = " + mode, calls));
            for (String secret : constants()) {
                assertThat(plans.contains(secret)).as(mode).isFalse();
            }
        }
        invoices.database().superuser().column("select setval('rls.secret_a', 1)");
        String slow = printed(Invoices.TRUSTED, calls);
        for (String secret : constants()) {
            assertThat(slow.contains(secret)).as("by the table").isFalse();
        }
    }

    @Test
    void noPlanOfARotationShowsTheNewSecret() throws SQLException {
        String plans = printed("migrator", List.of("select rls.rotate_context_secret('0')"));
        for (String secret : constants()) {
            assertThat(plans.contains(secret)).isFalse();
        }
    }

    @Test
    void controlASecretInAVariableStandsInThePlanOfAQuery() throws SQLException {
        invoices.database().superuser().execute("""
                create function public.careless() returns void language plpgsql security definer as $$
                declare
                  secret rls.context_secret := rls.newest_secret();
                begin
                  perform from pg_class c
                  where c.relpages::bigint = secret.secret_a or c.relpages::bigint = secret.secret_b;
                end $$""");
        try {
            String plans =
                    printed("application", List.of("set plan_cache_mode = force_custom_plan", "select careless()"));
            assertThat(constants()).anyMatch(plans::contains);
        } finally {
            invoices.database().superuser().execute("drop function public.careless()");
        }
    }

    private static List<String> with(String first, List<String> calls) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(calls);
        return all;
    }

    /** All that a session is told, without white space. */
    private static String printed(String role, List<String> calls) throws SQLException {
        StringBuilder told = new StringBuilder();
        try (Connection connection = invoices.database().as(role).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Sql.execute(
                    connection,
                    "set client_min_messages = log",
                    "set debug_print_parse = on",
                    "set debug_print_rewritten = on",
                    "set debug_print_plan = on");
            for (String call : calls) {
                var savepoint = connection.setSavepoint();
                try {
                    statement.execute(call);
                } catch (SQLException e) {
                    connection.rollback(savepoint);
                }
                for (SQLWarning warning = statement.getWarnings();
                        warning != null;
                        warning = warning.getNextWarning()) {
                    told.append(((PSQLWarning) warning).getServerErrorMessage().getDetail());
                }
                statement.clearWarnings();
            }
            connection.rollback();
        }
        return told.toString().replaceAll("\\s+", "");
    }

    /** The halves of the secret: as text, and octet by octet as plans show a bigint and what int8send makes of it. */
    private static List<String> constants() throws SQLException {
        List<String> constants = new ArrayList<>();
        for (String half : invoices.database()
                .superuser()
                .column("select unnest(array[s.secret_a, s.secret_b]) from rls.context_secret s")) {
            constants.add(half);
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                StringBuilder octets = new StringBuilder();
                for (byte octet : ByteBuffer.allocate(8)
                        .order(order)
                        .putLong(Long.parseLong(half))
                        .array()) {
                    octets.append(octet);
                }
                constants.add(octets.toString());
            }
        }
        return constants;
    }
}
