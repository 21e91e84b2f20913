package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipe of the page about operations, word for word: who has no token says why, and then reaches one tenant. */
class BreakGlassTest extends InvoicesOnEveryPostgres {

    private static final Path PAGE = Path.of("../docs/operations.md");

    @Test
    void anOperatorMendsARowOfOneTenantAndIsOnRecord() throws Exception {
        run(PostgresServer.MIGRATOR, block("operator").replace("'…'", "'" + PostgresServer.PASSWORD + "'"));
        String access = block("access");
        assertThat(access).contains("select * from invoice");

        run("alice", access.replace("select * from invoice", "update invoice set id = id + 100"));

        assertThat(invoices.database().superuser().column("select id || tenant_id from invoice order by 1"))
                .containsExactly("101acme", "2globex");
        assertThat(recorded())
                .containsExactly("(alice,\"ticket 4711: invoice 1 is wrong\",\"{\"\"tenant_id\"\": \"\"acme\"\"}\")");

        Rejection.of(() -> invoices.database().as("alice").execute("select * from invoice"))
                .mentions("RLS501");
        String committed = access.substring(access.indexOf("begin;")).replace("4711", "4712");
        Rejection.of(() -> invoices.database().as("alice").execute(committed)).mentions("RLS501");
        assertThat(recorded())
                .as("control: nothing is bound without a record of before")
                .hasSize(1);
    }

    private static String block(String about) throws IOException {
        return MarkedBlocks.of(PAGE).stream()
                .filter(block -> block.kind().equals("recipe") && block.about().equals(about))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static List<String> recorded() throws IOException, SQLException {
        String query = block("audit")
                .replace("opened_at, operator, client, reason, claims, ends_at", "(operator, reason, claims)");
        return invoices.database().migrator().column(query);
    }

    private static void run(String role, String sql) throws IOException, SQLException {
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "recipe", ".sql");
        Psql.run(invoices.database(), role, Files.writeString(file, sql), false);
    }
}
