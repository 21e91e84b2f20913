package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table of secrets decides; the sequences beside it only spare the query. */
class SecretTest extends InvoicesOnEveryPostgres {

    private static final String NOT_SEALED =
            "RLS502: the claims of this transaction were not sealed by this database for this transaction";

    @AfterEach
    void aSecretInBoth() throws SQLException {
        invoices.database().superuser().execute("delete from rls.context_secret", "select rls.add_context_secret()");
    }

    @Test
    void aContextOfTheNewestSecretIsVerifiedWithoutAQuery() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            String before = reads(acme);
            assertThat(tenants(acme)).containsExactly("acme");
            assertThat(reads(acme)).isEqualTo(before);

            asSuperuser("select setval('rls.secret_a', 1)");
            assertThat(tenants(acme)).containsExactly("acme");
            assertThat(reads(acme))
                    .as("control: the count shows a query where there is one")
                    .isNotEqualTo(before);
        }
    }

    @Test
    void theMacIsTheOneOfTheStandard() throws Exception {
        for (long[] secret : new long[][] {{0, 0}, {-1, 1}, {Long.MIN_VALUE, Long.MAX_VALUE}, {4711, -815}}) {
            for (String message : List.of("", "x", "€".repeat(100))) {
                byte[] key = ByteBuffer.allocate(16)
                        .putLong(secret[0])
                        .putLong(secret[1])
                        .array();
                byte[] octets = message.getBytes(StandardCharsets.UTF_8);
                assertThat(invoices.database()
                                .superuser()
                                .value("select encode(rls.hmac(?, ?, ?), 'hex')", secret[0], secret[1], octets))
                        .isEqualTo(HexFormat.of()
                                .formatHex(Jws.hmac("HmacSHA256", key).sign(octets)));
            }
        }
    }

    @Test
    void aRotationLetsTransactionsEnd() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            rotate("1 day");
            assertThat(tenants(acme)).containsExactly("acme");
            rotate("1 day");
            assertThat(tenants(acme)).containsExactly("acme");
            try (Connection globex = invoices.boundTo("globex")) {
                assertThat(tenants(globex)).containsExactly("globex");
            }
        }
        assertThat(secrets()).isEqualTo("3");
    }

    @Test
    void aRotationThatKeepsNothingEndsThem() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            rotate("0");
            Rejection.of(() -> tenants(acme))
                    .hasState("42501")
                    .hasMessage(NOT_SEALED)
                    .mentions("rls.rotate_context_secret('0')")
                    .mentions("start a new transaction");
        }
        assertThat(secrets()).isEqualTo("1");
    }

    @Test
    void aRotationKeepsForNoTimeBelowZero() throws SQLException {
        try (Connection acme = invoices.boundTo("acme");
                Connection keys = invoices.database().migrator().connect()) {
            for (String keep : new String[] {null, "-1 second", "-1 day", "-1 year 361 days"}) {
                Rejection.of(() -> rotate(keep))
                        .hasState("22023")
                        .mentions("RLS509: replaced secrets cannot be believed for " + shown(keep))
                        .mentions("rls.rotate_context_secret('0')");
            }
            Sql.execute(keys, "set intervalstyle = iso_8601");
            Rejection.of(() -> Sql.column(keys, "select rls.rotate_context_secret('-1 day')"))
                    .mentions("for P-1D");
            assertThat(tenants(acme)).as("nothing was rotated").containsExactly("acme");
        }
        assertThat(secrets()).isEqualTo("1");
    }

    private static String shown(String keep) throws SQLException {
        return keep == null ? "null" : invoices.database().superuser().value("select ?::interval::text", keep);
    }

    @Test
    void whatTheSequencesHoldOpensNothingThatTheTableDoesNot() throws SQLException {
        for (String held : List.of(
                "select setval('rls.secret_a', 1), setval('rls.secret_b', 1)",
                "select setval('rls.secret_b', 1, false)",
                "select setval('rls.secret_a', 1, false), setval('rls.secret_b', 1, false)")) {
            asSuperuser(held);
            try (Connection acme = invoices.boundTo("acme")) {
                assertThat(tenants(acme)).as(held).containsExactly("acme");
                String context =
                        Sql.column(acme, "select current_setting('rls.ctx')").get(0);
                Sql.column(acme, "select set_config('rls.ctx', ?, true)", context.replace("acme", "globex"));
                Rejection.of(() -> tenants(acme)).hasMessage(NOT_SEALED);
            }
        }
    }

    @Test
    void withoutItsRowASecretVerifiesNothing() throws SQLException {
        for (String ending :
                List.of("delete from rls.context_secret", "update rls.context_secret set secret_b = secret_b # 1")) {
            try (Connection acme = invoices.boundTo("acme")) {
                asSuperuser(ending);
                Rejection.of(() -> tenants(acme)).hasMessage(NOT_SEALED);
            }
            aSecretInBoth();
        }
        // This waits for transactions that are bound.
        asSuperuser("truncate rls.context_secret");
        assertThat(invoices.database().superuser().value("select pg_sequence_last_value('rls.secret_a')"))
                .isNull();
        aSecretInBoth();

        asSuperuser("alter table rls.context_secret disable trigger show_newest");
        try (Connection acme = invoices.boundTo("acme")) {
            asSuperuser("delete from rls.context_secret");
            assertThat(tenants(acme))
                    .as("control: without the trigger the sequences still hold it")
                    .containsExactly("acme");
        } finally {
            asSuperuser("alter table rls.context_secret enable trigger show_newest");
        }
    }

    @Test
    void aRotationThatIsRolledBackChangesNoVerdict() throws SQLException {
        try (Connection acme = invoices.boundTo("acme");
                Connection keys = invoices.database().migrator().connect()) {
            keys.setAutoCommit(false);
            Sql.column(keys, "select rls.rotate_context_secret('0')");
            assertThat(tenants(acme)).containsExactly("acme");
            keys.rollback();
            assertThat(tenants(acme)).containsExactly("acme");
            try (Connection globex = invoices.boundTo("globex")) {
                assertThat(tenants(globex)).containsExactly("globex");
            }
        }
        assertThat(secrets()).isEqualTo("1");
    }

    @Test
    void nobodyReadsTheSequences() throws SQLException {
        String read = "select pg_sequence_last_value('rls.secret_a') is not null";
        assertThat(invoices.database().superuser().value(read)).as("control").isEqualTo("t");
        for (String role : List.of("application", Invoices.TRUSTED, "migrator")) {
            Sql sql = invoices.database().as(role);
            for (String call : List.of(
                    "select last_value from rls.secret_a",
                    "select * from rls.secret_b",
                    "select currval('rls.secret_a')",
                    "select nextval('rls.secret_a')",
                    "select setval('rls.secret_a', 1)",
                    "select setval('rls.secret_b', 1, false)",
                    "alter sequence rls.secret_a restart",
                    "copy (select last_value from rls.secret_a) to stdout",
                    "comment on sequence rls.secret_a is 'x'")) {
                Rejection.of(() -> sql.execute(call)).hasState("42501");
            }
            assertThat(sql.column("select last_value from pg_sequences where schemaname = 'rls'"
                            + " and sequencename in ('secret_a', 'secret_b')"))
                    .containsExactly(null, null);
            if (version == Version.V18) {
                assertThat(sql.value("select last_value from pg_get_sequence_data('rls.secret_a')"))
                        .isNull();
            }
            Rejection refused =
                    Rejection.ofAny(() -> assertThat(sql.value(read)).isEqualTo("f"));
            if (refused != null) {
                refused.hasState("42501");
            }
        }
    }

    /** Who may rotate set the sequences in this very session, and still may not read them. */
    @Test
    void whoRotatesReadsNothingOfIt() throws SQLException {
        try (Connection keys = invoices.database().migrator().connect()) {
            Sql.column(keys, "select rls.rotate_context_secret('0')");
            Rejection.of(() -> Sql.column(keys, "select currval('rls.secret_a')"))
                    .hasState("42501");
            Rejection.of(() -> Sql.column(keys, "select lastval()")).hasState("55000");
        }
    }

    private static void rotate(String keep) throws SQLException {
        invoices.database().migrator().column("select rls.rotate_context_secret(?::interval)", keep);
    }

    private static String secrets() throws SQLException {
        return invoices.database().superuser().value("select count(*) from rls.context_secret");
    }

    private static void asSuperuser(String sql) throws SQLException {
        invoices.database().superuser().execute(sql);
    }

    /** How often this transaction has read the table of secrets. */
    private static String reads(Connection connection) throws SQLException {
        return Sql.column(
                        connection,
                        "select seq_scan + coalesce(idx_scan, 0) from pg_stat_xact_all_tables"
                                + " where schemaname = 'rls' and relname = 'context_secret'")
                .get(0);
    }
}
