package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose own order of texts is another: letters come before digits. PostgreSQL 15 has no such. */
class CollationTest {

    private Invoices invoices;

    @BeforeEach
    void install() throws SQLException {
        Cluster.fresh(Version.V18);
        invoices = Invoices.in(PostgresServer.of(Version.V18)
                .createDatabase("template template0 locale_provider icu icu_locale 'und'"
                        + " icu_rules '& z < 0 < 1 < 2 < 3 < 4 < 5 < 6 < 7 < 8 < 9 & 9 < 0'"));
    }

    @Test
    void controlTextsAreInAnotherOrder() throws SQLException {
        assertThat(invoices.database().application().value("select 'a' < '1'")).isEqualTo("t");
        assertThat(invoices.database().application().value("select '9' < '0'")).isEqualTo("t");
    }

    @Test
    void contextsAndTicketsEndAndSecretsAreReplacedAsEverywhere() throws SQLException {
        long exp = Instant.now().getEpochSecond() - 58;
        try (Connection trusted = invoices.boundToClaims("{\"tenant_id\":\"acme\",\"exp\":" + exp + "}")) {
            assertThat(tenants(trusted)).containsExactly("acme");
            Sql.execute(trusted, "select pg_sleep(2.1)");
            Rejection.of(() -> tenants(trusted)).mentions("RLS503");
        }
        String ticket = invoices.database()
                .application()
                .value("select rls.exchange(?)", invoices.issuer().token(Map.of("tenant_id", "acme")));
        for (int i = 0; i < 11; i++) {
            invoices.database().migrator().column("select rls.rotate_context_secret()");
            try (Connection connection = invoices.boundTo("acme")) {
                assertThat(tenants(connection)).containsExactly("acme");
                assertThat(Sql.column(connection, "select substr(current_setting('rls.ctx'), 65, 4)::int"))
                        .containsExactly(Integer.toString(i + 2));
                TicketTest.bindTicket(connection, ticket);
                assertThat(tenants(connection)).containsExactly("acme");
            }
        }
        invoices.database().migrator().column("select rls.rotate_context_secret('0')");
        assertThat(invoices.database().superuser().column("select id from rls.context_secret"))
                .containsExactly("0013");
    }
}
