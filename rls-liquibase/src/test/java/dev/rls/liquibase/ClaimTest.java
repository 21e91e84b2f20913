package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest extends InvoicesOnEveryPostgres {

    private static final String UUID = "6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11";

    @Test
    void textIsAnyJsonString() throws SQLException {
        assertThat(read("claim_text", "\"\"")).isEmpty();
        assertThat(read("claim_text", "\"acme\"")).isEqualTo("acme");
        assertThat(read("claim_text", "\"42\"")).isEqualTo("42");
        assertThat(read("claim_text", "\"a\\\"b\\\\c\\n\\u001e\\u001f\\u20ac\""))
                .isEqualTo("a\"b\\c\n\u001e\u001f€");
        assertThat(read("claim_text", "\"' or true --\"")).isEqualTo("' or true --");
        assertThat(read("claim_text", "\"\u202e\uD83D\uDE00\"")).isEqualTo("\u202e\uD83D\uDE00");
        for (String other : new String[] {"42", "true", "[\"acme\"]", "{\"a\":\"acme\"}"}) {
            refused("claim_text", other, "RLS505: claim \"c\" is not a JSON string");
        }
    }

    @Test
    void uuidIsTheCanonicalFormOnly() throws SQLException {
        assertThat(read("claim_uuid", '"' + UUID + '"')).isEqualTo(UUID);
        assertThat(read("claim_uuid", '"' + UUID.toUpperCase(java.util.Locale.ROOT) + '"'))
                .isEqualTo(UUID);
        for (String other : List.of(
                "\"" + UUID.replace("-", "") + "\"",
                "\"{" + UUID + "}\"",
                "\" " + UUID + "\"",
                "\"" + UUID + " \"",
                "\"" + UUID.substring(1) + "\"",
                "\"" + UUID.substring(1) + "g\"",
                "\"" + UUID.substring(1) + "-\"",
                "\"6f1c-1b1e7a1d-4a55-9c4e-0d0d6b6f3a11\"",
                "\"-f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"",
                "\"\"",
                "1")) {
            refused("claim_uuid", other, "RLS505: claim \"c\" is not a UUID");
        }
    }

    @Test
    void integersAreWholeAndInRange() throws SQLException {
        assertThat(read("claim_bigint", "0")).isEqualTo("0");
        assertThat(read("claim_bigint", "-9223372036854775808")).isEqualTo("-9223372036854775808");
        assertThat(read("claim_bigint", "9223372036854775807")).isEqualTo("9223372036854775807");
        assertThat(read("claim_int", "-2147483648")).isEqualTo("-2147483648");
        assertThat(read("claim_int", "2147483647")).isEqualTo("2147483647");
        for (String other : List.of(
                "9223372036854775808", "-9223372036854775809", "1.0", "1.5", "1e400", "\"1\"", "true", "[1]", "{}")) {
            refused("claim_bigint", other, "RLS505: claim \"c\" is not an integer in the range of bigint");
            refused("claim_int", other, "RLS505: claim \"c\" is not an integer in the range of int");
        }
        refused("claim_int", "2147483648", "RLS505: claim \"c\" is not an integer in the range of int");
    }

    @Test
    void anAbsentClaimIsNamed() throws SQLException {
        try (Connection connection =
                invoices.boundToClaims("{\"other\":{\"c\":\"nested\"},\"c \":\"x\",\"C\":\"x\"}")) {
            Rejection.of(() -> Sql.column(connection, "select rls.claim_text('c')"))
                    .hasState("42501")
                    .hasMessage("RLS504: the bound claims have no claim \"c\"")
                    .mentions("rls.add_jwk(.., mapping => '{\"c\": [\"outer\", \"inner\"]}')");
        }
        for (String function : List.of("claim_text", "claim_uuid", "claim_bigint", "claim_int")) {
            refused(function, "null", "RLS504: the bound claims have no claim \"c\"");
        }
        try (Connection connection = invoices.boundToClaims("{}")) {
            Rejection.of(() -> Sql.column(connection, "select rls.claim_text(null)"))
                    .hasState("42501");
        }
    }

    @Test
    void namesAndValuesCannotPassForOneAnother() throws SQLException {
        String spoof =
                "\"x\\u001e\\\"tenant_id\\\"\\u001f\\\"globex\\\"\":\"y\\u001e\\\"tenant_id\\\"\\u001f\\\"globex\\\"\"";
        try (Connection connection = invoices.boundToClaims("{" + spoof + ",\"a\":[{\"tenant_id\":\"globex\"}]}")) {
            Rejection.of(() -> Sql.column(connection, "select rls.claim_text('tenant_id')"))
                    .hasMessage("RLS504: the bound claims have no claim \"tenant_id\"");
        }
    }

    @Test
    void onlyClaimsThatWereDeclaredAreBound() throws SQLException {
        try (Connection connection = invoices.boundToClaims("{\"secret\":\"of the token alone\",\"c\":\"x\"}")) {
            assertThat(Sql.column(connection, "select current_setting('rls.ctx')")
                            .get(0))
                    .contains("\u001ec\u001f\"x\"")
                    .doesNotContain("secret", "of the token alone");
            for (String call : List.of("rls.claim_text('secret')", "rls.find_text('secret')")) {
                Savepoint savepoint = connection.setSavepoint();
                Rejection.of(() -> Sql.column(connection, "select " + call))
                        .hasState("42501")
                        .hasMessage(
                                "RLS506: claim \"secret\" was not known when claims were bound to this transaction");
                connection.rollback(savepoint);
            }
        }
    }

    @Test
    void namesMayHoldWhatJsonEscapes() throws SQLException {
        String name = "https://acme.example/\"it's\\\" €";
        invoices.database().migrator().column("select rls.declare_claim(?)", name);
        try (Connection connection = invoices.boundToClaims("{\"https://acme.example/\\\"it's\\\\\\\" €\":\"odd\"}")) {
            assertThat(Sql.column(connection, "select rls.claim_text(?)", name)).containsExactly("odd");
        }
        try (Connection connection = invoices.boundToClaims("{}")) {
            Rejection.of(() -> Sql.column(connection, "select rls.claim_text(?)", name))
                    .mentions("RLS504")
                    .mentions("{\"https://acme.example/\\\\\"it''s\\\\\\\\\\\\\" €\": [\"outer\", \"inner\"]}");
        }
        for (String none : new String[] {null, "", "a\u001e", "\u001f", "a\n"}) {
            Rejection.of(() -> invoices.database().migrator().column("select rls.declare_claim(?)", none))
                    .hasState("22023")
                    .mentions("RLS537");
        }
    }

    @Test
    void tenThousandElementsBind() throws SQLException {
        String team = String.join(",", java.util.Collections.nCopies(10_000, "\"member\""));
        try (Connection connection = invoices.boundToClaims("{\"team\":[" + team + "],\"tenant_id\":\"acme\"}")) {
            assertThat(Invoices.tenants(connection)).containsExactly("acme");
        }
    }

    private String read(String function, String json) throws SQLException {
        try (Connection connection = invoices.boundToClaims("{\"a\":1,\"c\":" + json + ",\"z\":\"z\"}")) {
            return Sql.column(connection, "select rls." + function + "('c')").get(0);
        }
    }

    private void refused(String function, String json, String message) {
        Rejection.of(() -> read(function, json)).hasState("42501").hasMessage(message);
    }
}
