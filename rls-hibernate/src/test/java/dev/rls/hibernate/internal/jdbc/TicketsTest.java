package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token is verified by the database once in a quarter of an hour, and nobody notices when that is. */
class TicketsTest {

    private static final String VERIFIES = "create or replace function rls.signature_matches("
            + "key rls.verification_key, message bytea, signature bytea) returns boolean language plpgsql stable"
            + " parallel restricted set search_path = pg_catalog, pg_temp as ";

    private final TenantDatabase tenants = TenantDatabase.on(Version.V18);
    private final TestDatabase database = tenants.database();
    private final Tickets tickets = new Tickets();

    TicketsTest() {
        tenants.reset();
    }

    @Test
    void theDatabaseVerifiesATokenOnce() throws SQLException {
        Claims acme = tenants.of("acme");
        assertThat(titles(acme, tickets)).isEqualTo(2);

        String verifies = database.superuser().value("select pg_get_functiondef('rls.signature_matches'::regproc)");
        database.superuser().execute(VERIFIES + "'begin raise exception ''verified''; end'");
        try {
            assertThat(titles(acme, tickets)).isEqualTo(2);
            assertThatThrownBy(() -> titles(acme, new Tickets()))
                    .as("the control: another application knows no ticket")
                    .hasMessageContaining("verified");
        } finally {
            database.superuser().execute(verifies);
        }
    }

    @Test
    void aTicketThatIsNotGoodAnyMoreIsRenewedOnTheWay() throws SQLException {
        Claims acme = tenants.of("acme");
        titles(acme, tickets);
        byte[] first = tickets.of(acme.token());

        database.migrator().column("select rls.rotate_context_secret('0')");
        assertThat(titles(acme, tickets)).isEqualTo(2);
        byte[] second = tickets.of(acme.token());
        assertThat(second).isNotEqualTo(first);

        tickets.keep(acme.token(), "forged");
        assertThat(titles(acme, tickets)).isEqualTo(2);
        assertThat(tickets.of(acme.token())).isNotEmpty();
    }

    @Test
    void aRevokedKeyEndsIt() throws SQLException, JOSEException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("tickets")
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        key.toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE);
        Map<String, String> values = Map.of("tenant_id", "acme");
        Claims claims = Claims.ofToken(TestIssuer.sign(key, values, builder -> {}), values);
        titles(claims, tickets);

        database.migrator().column("select rls.revoke_key('tickets')");
        assertThatThrownBy(() -> titles(claims, tickets))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
    }

    @Test
    void oneThatIsTooLargeIsNotKept() {
        tickets.keep("small", "x".repeat(32 * 1024));
        tickets.keep("large", "x".repeat(32 * 1024 + 1));
        assertThat(tickets.of("small")).hasSize(32 * 1024);
        assertThat(tickets.of("large")).isEmpty();
    }

    @Test
    void noMoreAreKeptThanAFewMegabytesHold() {
        int kept = 0;
        for (int i = 0; i < 1000; i++) {
            tickets.keep("token " + i, "x".repeat(32 * 1024));
        }
        for (int i = 0; i < 1000; i++) {
            kept += tickets.of("token " + i).length;
        }
        assertThat(kept).isBetween(1 << 20, 8 << 20);
    }

    private int titles(Claims claims, Tickets known) throws SQLException {
        try (Connection connection = BoundConnection.of(database.application().connect(), claims, known)) {
            connection.setAutoCommit(false);
            int rows = Sql.column(connection, "select title from invoice").size();
            connection.commit();
            return rows;
        }
    }
}
