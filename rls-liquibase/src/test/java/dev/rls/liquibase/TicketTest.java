package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketTest extends InvoicesOnEveryPostgres {

    @Test
    void aTicketBindsAsItsTokenDoesInAnySessionAndAsOften() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        for (String role : List.of("application", "application", Invoices.TRUSTED)) {
            try (Connection connection = invoices.database().as(role).connect()) {
                connection.setAutoCommit(false);
                bindTicket(connection, ticket);
                assertThat(tenants(connection)).containsExactly("acme");
                connection.commit();
                Rejection.of(() -> tenants(connection)).mentions("RLS501");
                connection.rollback();
                Sql.execute(connection, "set transaction read only");
                bindTicket(connection, ticket);
                assertThat(tenants(connection)).containsExactly("acme");
            }
        }
    }

    @Test
    void withItsTokenATicketIsRenewedWhereItIsNotGoodAnyMore() throws SQLException {
        String token = invoices.token("acme");
        String ticket = renewed(null, token, "acme");
        assertThat(renewed(ticket, token, "acme")).as("it is good").isNull();
        assertThat(renewed(ticket, "garbage", "acme"))
                .as("the token is not looked at")
                .isNull();
        for (String bad : List.of("", "x", ticket.substring(1), ticket.replace("acme", "globex"), token)) {
            assertThat(renewed(bad, token, "acme")).isNotNull();
        }
        assertThat(renewed(ticket.replace("acme", "x"), invoices.token("globex"), "globex"))
                .isNotNull();

        invoices.database().migrator().column("select rls.rotate_context_secret('0')");
        assertThat(renewed(ticket, token, "acme")).isNotNull();
    }

    @Test
    void withoutAGoodOneOfTheTwoNothingIsBound() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        for (String bad : new String[] {null, "", "x", ticket, ticket.substring(1)}) {
            for (String notBetter : new String[] {null, "", ticket.substring(2), invoices.token("acme") + "x"}) {
                if (!ticket.equals(bad) && (bad != null || notBetter != null)) {
                    Rejection.of(() -> invoices.database()
                                    .application()
                                    .column("select rls.bind_ticket(?, ?)", bad, notBetter))
                            .hasMessage("RLS510: token rejected");
                }
            }
        }
    }

    @Test
    void nothingLeavesWhatIsBoundAndBindsNothing() throws SQLException {
        try (Connection connection = invoices.unbound()) {
            String bind = "select rls.bind_ticket(?, ?)";
            Rejection.of(() -> Sql.column(connection, bind, null, null))
                    .hasState("42501")
                    .mentions("RLS501");
            connection.rollback();
            Sql.column(connection, bind, null, invoices.token("acme"));
            String context = context(connection);
            assertThat(Sql.column(connection, bind, null, null)).containsOnlyNulls();
            assertThat(context(connection)).isEqualTo(context);
        }
    }

    private String renewed(String ticket, String token, String tenant) throws SQLException {
        try (Connection connection = invoices.unbound()) {
            String renewed = Sql.column(connection, "select rls.bind_ticket(?, ?)", ticket, token)
                    .get(0);
            assertThat(tenants(connection)).containsExactly(tenant);
            if (renewed != null) {
                connection.rollback();
                bindTicket(connection, renewed);
                assertThat(tenants(connection)).containsExactly(tenant);
            }
            return renewed;
        }
    }

    @Test
    void theContextIsTheOneThatTheTokenBinds() throws SQLException {
        String token = invoices.issuer().token(Map.of("tenant_id", "acme", "a", "b\"\\\u001e€", "team", List.of(1, 2)));
        String ticket = exchanged(token);
        try (Connection connection = invoices.bound(token)) {
            String context = context(connection);
            bindTicket(connection, ticket);
            assertThat(context(connection)).isEqualTo(context);
        }
    }

    @Test
    void anOlderSecretVerifiesATicketUntilItIsForgotten() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        invoices.database().migrator().column("select rls.rotate_context_secret()");
        try (Connection connection = invoices.unbound()) {
            bindTicket(connection, ticket);
            assertThat(tenants(connection)).containsExactly("acme");
        }
        invoices.database().migrator().column("select rls.rotate_context_secret('0')");
        rejected(ticket);
    }

    @Test
    void noOtherTicketIsBelieved() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        try (Connection connection = invoices.unbound()) {
            for (String other : new String[] {
                null,
                "",
                "x",
                "\u001e",
                " " + ticket,
                ticket + " ",
                ticket.substring(1),
                ticket.substring(64),
                ticket.substring(0, 64),
                ticket.substring(0, 90),
                "0".repeat(64) + ticket.substring(64),
                ticket.replace("acme", "globex"),
                ticket + "\u001etenant_id\u001f\"globex\"",
                ticket + ticket,
                invoices.token("acme")
            }) {
                rejected(connection, other);
            }
            for (int i = 0; i < ticket.length(); i++) {
                char flipped = (char) (ticket.charAt(i) ^ 1);
                rejected(connection, ticket.substring(0, i) + flipped + ticket.substring(i + 1));
            }
        }
    }

    /** Sealed as it is: what is longer than any ticket is not looked at. */
    @Test
    void aTicketIsNoLongerThanThat() throws SQLException {
        String token = invoices.token("acme");
        for (int length : new int[] {270_336, 270_337}) {
            String ticket = sealed(token, length);
            if (length == 270_336) {
                try (Connection connection = invoices.unbound()) {
                    bindTicket(connection, ticket);
                    assertThat(tenants(connection)).containsExactly("acme");
                }
                assertThat(renewed(ticket, token, "acme")).isNull();
            } else {
                rejected(ticket);
                assertThat(renewed(ticket, token, "acme")).isNotNull();
            }
        }
    }

    /** A ticket of this token with more in it, as if the database had made it. */
    private static String sealed(String token, int length) throws SQLException {
        String ticket = exchanged(token);
        String body = ticket.substring(64);
        int more = length - ticket.getBytes(StandardCharsets.UTF_8).length - "\u001ea\u001f\"\"".length();
        String longer = body + "\u001ea\u001f\"" + "x".repeat(more) + '"';
        return invoices.database()
                        .superuser()
                        .value(
                                "select rls.ticket_mac(s.secret_a, s.secret_b, rls.settled_generation() || convert_to(?, 'UTF8'))"
                                        + " from rls.newest_secret() s",
                                longer)
                + longer;
    }

    @Test
    void aTicketIsNoContextAndAContextNoTicket() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        try (Connection connection = invoices.boundTo("globex")) {
            String context = context(connection);
            rejected(connection, context);
            String body = ticket.substring(80);
            for (String forged : List.of(ticket, ticket.substring(0, 64) + body)) {
                Savepoint savepoint = connection.setSavepoint();
                Sql.column(connection, "select set_config('rls.ctx', ?, true)", forged);
                Rejection.of(() -> tenants(connection)).mentions("RLS502");
                connection.rollback(savepoint);
            }
            rejected(connection, ticket.substring(0, 80) + context.substring(64));
            rejected(connection, context.substring(0, 64) + ticket.substring(64));
        }
    }

    @Test
    void aTicketOfAnotherDatabaseIsRefused() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        TestDatabase other = PostgresServer.of(version).createDatabase();
        Installer.PSQL.installSchema(other, PostgresServer.MIGRATOR);
        other.migrator()
                .execute(
                        "grant rls_app to application",
                        "select rls.declare_claim(c) from unnest(array['tenant_id']) c");
        other.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        invoices.issuer().rsa().toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE);
        String own = other.application().value("select rls.exchange(?)", invoices.token("acme"));
        other.application().column("select rls.bind_ticket(?)", own);
        Rejection.of(() -> other.application().column("select rls.bind_ticket(?)", ticket))
                .hasMessage("RLS514: ticket rejected");
    }

    @Test
    void aRevokedKeyEndsItsTickets() throws Exception {
        RSAKey key = registered("ticket-" + version);
        String ticket = exchanged(TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> {}));
        String another = exchanged(invoices.token("acme"));
        Sql migrator = invoices.database().migrator();
        migrator.column(
                "select rls.revoke_api_token(split_part(rls.issue_api_token('{}', now() + interval '1 hour'), '_', 2))");
        try (Connection connection = invoices.unbound()) {
            bindTicket(connection, ticket);
            assertThat(tenants(connection))
                    .as("an API token is nothing to tickets")
                    .containsExactly("acme");
        }
        migrator.column("select rls.revoke_key(?)", key.getKeyID());
        rejected(ticket);
        assertThat(renewed(another, invoices.token("acme"), "acme"))
                .as("those of other keys are renewed")
                .isNotNull();
    }

    /** Sequences do not roll back. */
    @Test
    void aRevocationOfNothingEndsNoTickets() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        Rejection.of(() -> invoices.database().migrator().column("select rls.revoke_key('nonsense')"))
                .mentions("RLS522");
        assertThat(renewed(ticket, invoices.token("acme"), "acme"))
                .as("it is good")
                .isNull();
    }

    /** What a ticket made now is worth would be known only when that transaction has ended; tokens are not affected. */
    @Test
    void thereAreNoTicketsWhileAnyKeyIsBeingRevokedOrAnyClaimDeclared() throws Exception {
        RSAKey key = registered("revoked-slowly-" + version);
        String token = invoices.token("acme");
        for (String change :
                List.of("rls.revoke_key('" + key.getKeyID() + "')", "rls.declare_claim('declared-" + version + "')")) {
            String before = exchanged(token);
            try (Connection changing = invoices.database().migrator().connect()) {
                changing.setAutoCommit(false);
                Sql.column(changing, "select " + change);
                rejected(before);
                Rejection.of(() -> exchanged(token)).hasState("40001").mentions("RLS529");
                assertThat(renewed(before, token, "acme"))
                        .as("bound, without a ticket")
                        .isNull();
                changing.rollback();
            }
            rejected(before);
            String after = renewed(before, token, "acme");
            assertThat(renewed(after, token, "acme")).as("it is good").isNull();
        }
    }

    @Test
    void aPolicyThatAsksForANewClaimEndsTicketsAndOneThatDoesNotLeavesThem() throws SQLException {
        String ticket = exchanged(invoices.token("acme"));
        Sql migrator = invoices.database().migrator();
        migrator.execute(
                "create policy again on invoice as restrictive using (tenant_id = (select rls.claim_text('tenant_id')))",
                "select rls.register_policy('public', 'invoice', 'again', 'd', 'app')");
        try (Connection connection = invoices.unbound()) {
            bindTicket(connection, ticket);
            assertThat(tenants(connection)).containsExactly("acme");
        }
        migrator.execute(
                "drop policy again on invoice",
                "select rls.unregister_policy('public', 'invoice', 'again')",
                "create policy again on invoice as restrictive using ((select rls.find_text('new')) is null)",
                "select rls.register_policy('public', 'invoice', 'again', 'd', 'app')");
        try {
            rejected(ticket);
            try (Connection connection = invoices.unbound()) {
                bindTicket(connection, exchanged(invoices.token("acme")));
                assertThat(tenants(connection)).containsExactly("acme");
            }
        } finally {
            migrator.execute(
                    "drop policy again on invoice", "select rls.unregister_policy('public', 'invoice', 'again')");
        }
    }

    @Test
    void aTicketEndsWithItsTokenAndAfterAQuarterOfAnHour() throws SQLException {
        Instant now = Instant.now();
        String ending = token(now.minusSeconds(58));
        String ticket = exchanged(ending);
        try (Connection connection = invoices.unbound()) {
            bindTicket(connection, ticket);
            assertThat(tenants(connection)).as("control").containsExactly("acme");
            Sql.execute(connection, "select pg_sleep(2.1)");
            Rejection.of(() -> tenants(connection)).mentions("RLS503");
        }
        rejected(ticket);
        Rejection.of(() -> exchanged(ending)).hasState("28000").hasMessage("RLS510: token rejected");

        String longer = exchanged(token(now.plusSeconds(36_000)));
        String seconds =
                "select (('x' || ?)::bit(64)::bigint / 1000000.0 - extract(epoch from now() - '2000-01-01 00:00Z'))"
                        + "::int between ? and ?";
        Sql sql = invoices.database().superuser();
        assertThat(sql.value(seconds, longer.substring(64, 80), 880, 901)).isEqualTo("t");
        String body = longer.substring(80);
        assertThat(sql.value(seconds, body.substring(4, 20), 36_000, 36_061))
                .as("what it binds ends with the token")
                .isEqualTo("t");
    }

    @Test
    void aBadTokenIsExchangedForNothing() {
        for (String token : new String[] {null, "", "x.y.z", invoices.token("acme") + "x"}) {
            Rejection.of(() -> exchanged(token)).hasState("28000").hasMessage("RLS510: token rejected");
        }
    }

    private static RSAKey registered(String kid) throws JOSEException, SQLException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID(kid)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        invoices.register(key.toPublicJWK().toJSONString());
        return key;
    }

    private static String token(Instant expires) {
        return TestIssuer.sign(
                invoices.issuer().secret(),
                Map.of("tenant_id", "acme"),
                builder -> builder.expirationTime(Date.from(expires)));
    }

    private static String exchanged(String token) throws SQLException {
        return invoices.database().application().value("select rls.exchange(?)", token);
    }

    static void bindTicket(Connection connection, String ticket) throws SQLException {
        Sql.column(connection, "select rls.bind_ticket(?)", ticket);
    }

    private static String context(Connection connection) throws SQLException {
        return Sql.column(connection, "select current_setting('rls.ctx')").get(0);
    }

    private static void rejected(String ticket) throws SQLException {
        try (Connection connection = invoices.unbound()) {
            rejected(connection, ticket);
        }
    }

    private static void rejected(Connection connection, String ticket) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        Rejection rejection = Rejection.of(() -> bindTicket(connection, ticket))
                .hasState("28000")
                .hasMessage("RLS514: ticket rejected");
        if (ticket != null && ticket.length() > 64) {
            assertThat(rejection.told()).doesNotContain(ticket.substring(0, 60));
        }
        connection.rollback(savepoint);
    }
}
