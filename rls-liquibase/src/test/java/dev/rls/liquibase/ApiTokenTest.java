package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest extends InvoicesOnEveryPostgres {

    private static final String ACME = "{\"tenant_id\":\"acme\",\"secret\":\"x\"}";
    private static final Map<String, String> TYPES =
            Map.of("null", "null", "[]", "array", "1", "number", "\"x\"", "string");

    @Test
    void aTokenBindsTheClaimsItWasIssuedFor() throws SQLException {
        String token = issued(ACME, "1 hour");
        assertThat(token).matches("rls_[0-9a-f]{12}_[0-9a-f]{64}");
        try (Connection connection = bound(token)) {
            assertThat(tenants(connection)).containsExactly("acme");
            connection.commit();
            Rejection.of(() -> tenants(connection)).mentions("RLS501");
        }
        try (Connection connection = bound(issued("{\"tenant_id\":\"globex\"}", "1 hour"))) {
            assertThat(tenants(connection)).containsExactly("globex");
        }
    }

    @Test
    void anyOtherTokenIsRejectedAndNotShown() throws SQLException {
        String token = issued(ACME, "1 hour");
        for (String other : new String[] {
            null,
            "",
            token.substring(0, token.length() - 1),
            token + " ",
            token.toUpperCase(java.util.Locale.ROOT),
            token.substring(0, 17) + "0".repeat(64),
            invoices.token("acme")
        }) {
            Rejection rejection =
                    Rejection.of(() -> bound(other)).hasState("28000").hasMessage("RLS510: token rejected");
            if (other != null && !other.isEmpty()) {
                assertThat(rejection.told()).doesNotContain(other);
            }
        }
    }

    /** What is longer than any token is not even hashed. */
    @Test
    void aTokenIsNoLongerThanThat() throws SQLException {
        for (int length : new int[] {8192, 8193}) {
            String token = "x".repeat(length);
            invoices.database()
                    .superuser()
                    .column(
                            "with t as (insert into rls.api_token (digest, id, claims, expires_at)"
                                    + " values (sha256(convert_to(?, 'UTF8')), ?, ?::jsonb, now() + interval '1 hour') returning id)"
                                    + " select id from t",
                            token,
                            "long-" + length,
                            ACME);
            String claims = "select rls.api_token_claims(?) ->> 'tenant_id'";
            if (length == 8192) {
                bound(token).close();
                assertThat(invoices.database().application().value(claims, token))
                        .isEqualTo("acme");
            } else {
                Rejection.of(() -> bound(token)).hasMessage("RLS510: token rejected");
                Rejection.of(() -> invoices.database().application().value(claims, token))
                        .hasMessage("RLS510: token rejected");
            }
        }
    }

    @Test
    void onlyADigestIsKept() throws SQLException {
        String token = issued(ACME, "1 hour");
        String row =
                invoices.database().superuser().value("select t::text from rls.api_token t where id = ?", id(token));
        assertThat(row).contains(id(token)).doesNotContain(token, token.substring(17));
        assertThat(invoices.database()
                        .superuser()
                        .value(
                                "select digest = sha256(convert_to(?, 'UTF8')) from rls.api_token where id = ?",
                                token,
                                id(token)))
                .isEqualTo("t");
    }

    @Test
    void aTokenEndsWithItsContext() throws SQLException {
        String token = issued(ACME, "2 seconds");
        try (Connection connection = bound(token)) {
            assertThat(tenants(connection)).as("control").containsExactly("acme");
            Sql.execute(connection, "select pg_sleep(2.1)");
            Rejection.of(() -> tenants(connection)).mentions("RLS503");
        }
        Rejection.of(() -> bound(token)).hasMessage("RLS510: token rejected");
    }

    @Test
    void aTokenIsRevokedByItselfOrByItsId() throws SQLException {
        String kept = issued(ACME, "1 hour");
        String one = issued(ACME, "1 hour");
        String other = issued(ACME, "1 hour");
        try (Connection running = bound(one)) {
            revoke(one);
            revoke(id(other));
            assertThat(tenants(running)).as("what is bound stays bound").containsExactly("acme");
        }
        Rejection.of(() -> bound(one)).hasMessage("RLS510: token rejected");
        Rejection.of(() -> bound(other)).hasMessage("RLS510: token rejected");
        bound(kept).close();

        String first = listed("revoked_at", one);
        revoke(one);
        assertThat(listed("revoked_at", one))
                .as("the time of the first revocation stays")
                .isEqualTo(first);
        for (String nothing : new String[] {null, "", "rls_", kept + "x"}) {
            Rejection.of(() -> revoke(nothing)).hasState("42704").hasMessage("RLS524: there is no such API token");
        }
    }

    @Test
    void claimsMustBeAnObjectAndTheEndAhead() {
        for (String claims : new String[] {null, "null", "[]", "1", "\"x\""}) {
            Rejection.of(() -> issued(claims, "1 hour"))
                    .hasState("22023")
                    .hasMessage("RLS523: the claims of a token must be a JSON object, and this is of type "
                            + (claims == null ? "null" : TYPES.get(claims)))
                    .mentions("'{\"tenant_id\": \"acme\"}'");
        }
        for (String lifetime : new String[] {null, "0", "-1 hour"}) {
            Rejection.of(() -> issued(ACME, lifetime))
                    .hasState("22023")
                    .mentions("RLS523: a token must end, in the future, and this one would end at "
                            + (lifetime == null ? "null" : "20"))
                    .mentions("now() + interval '90 days'");
        }
        Rejection.of(() -> invoices.database().migrator().column("select rls.issue_api_token('{}', 'infinity')"))
                .hasMessage("RLS523: a token must end, in the future, and this one would end at infinity");
    }

    @Test
    void itsUseIsRecordedOnceAnHour() throws SQLException {
        String token = issued(ACME, "1 hour");
        assertThat(listed("used_at", token)).isNull();
        use(token);
        String first = listed("used_at", token);
        assertThat(first).isNotNull();
        use(token);
        assertThat(listed("used_at", token)).isEqualTo(first);
        asSuperuser("update rls.api_token_use set used_at = used_at - interval '61 minutes'");
        String earlier = listed("used_at", token);
        use(token);
        assertThat(listed("used_at", token)).isNotEqualTo(earlier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"isolation level repeatable read", "isolation level serializable", "read only", "read write"})
    void itIsRecordedWhereTheTransactionCanWriteWithoutFailing(String mode) throws SQLException {
        String token = issued(ACME, "1 hour");
        try (Connection connection = invoices.unbound()) {
            Sql.execute(connection, "set transaction " + mode);
            Sql.column(connection, "select rls.bind_api_token(?)", token);
            assertThat(tenants(connection)).containsExactly("acme");
            connection.commit();
        }
        assertThat(listed("used_at", token) != null).isEqualTo(mode.equals("read write"));
    }

    @Test
    void noBindWaitsForAnother() throws SQLException {
        String token = issued(ACME, "1 hour");
        try (Connection first = bound(token);
                Connection second = invoices.unbound();
                Connection keys = invoices.database().migrator().connect()) {
            Sql.execute(second, "set lock_timeout = '100ms'");
            Sql.column(second, "select rls.bind_api_token(?)", token);
            assertThat(tenants(second)).containsExactly("acme");
            Sql.execute(keys, "set lock_timeout = '100ms'");
            Sql.column(keys, "select rls.revoke_api_token(?)", token);
            first.commit();
        }
        String locked = issued(ACME, "1 hour");
        try (Connection superuser = invoices.database().superuser().connect();
                Connection connection = invoices.unbound()) {
            superuser.setAutoCommit(false);
            Sql.execute(superuser, "select from rls.api_token_use for update");
            Sql.execute(connection, "set lock_timeout = '100ms'");
            Sql.column(connection, "select rls.bind_api_token(?)", locked);
            Rejection.of(() -> {
                        try (Connection other = invoices.database().superuser().connect()) {
                            Sql.execute(
                                    other,
                                    "set lock_timeout = '100ms'",
                                    "update rls.api_token_use set used_at = now()");
                        }
                    })
                    .hasState("55P03");
        }
    }

    @Test
    void tokensAreForMembersOfTheirRoleOnly() throws SQLException {
        List<String> calls = List.of(
                "select rls.issue_api_token('{}', now() + interval '1 hour')",
                "select rls.revoke_api_token('x')",
                "select * from rls.api_tokens()");
        for (String call : calls) {
            Rejection.of(() -> invoices.database().application().execute(call)).hasState("42501");
        }
        assertThat(invoices.database().migrator().column("select t::text from rls.api_tokens() t limit 1"))
                .allSatisfy(row -> assertThat(row).doesNotContain("\\x"));
        Rejection.of(() -> invoices.database().migrator().column("select rls.bind_api_token('x')"))
                .hasState("42501");
    }

    private static String issued(String claims, String lifetime) throws SQLException {
        return invoices.database()
                .migrator()
                .value("select rls.issue_api_token(?::jsonb, clock_timestamp() + ?::interval)", claims, lifetime);
    }

    private static void revoke(String token) throws SQLException {
        invoices.database().migrator().column("select rls.revoke_api_token(?)", token);
    }

    private static Connection bound(String token) throws SQLException {
        Connection connection = invoices.unbound();
        Sql.column(connection, "select rls.bind_api_token(?)", token);
        return connection;
    }

    private static void use(String token) throws SQLException {
        try (Connection connection = bound(token)) {
            connection.commit();
        }
    }

    private static String id(String token) {
        return token.substring(4, 16);
    }

    private static String listed(String column, String token) throws SQLException {
        return invoices.database()
                .migrator()
                .value("select " + column + " from rls.api_tokens() where id = ?", id(token));
    }

    private static void asSuperuser(String sql) throws SQLException {
        invoices.database().superuser().execute(sql);
    }
}
