package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.Standby;
import dev.rls.fixtures.TestIssuer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is revoked while a standby is asked: in recovery pg_current_snapshot() tells of no transaction that is in progress. */
@ParameterizedClass
@EnumSource(Version.class)
class StandbyRevocationTest {

    private Invoices primary;
    private Standby server;
    private String token;

    @Parameter
    Version version;

    @BeforeEach
    void follow() throws SQLException, IOException {
        primary = Invoices.create(version);
        primary.database()
                .superuser()
                .execute(Recipe.of("replication role")
                        .replace(
                                "create role replication",
                                "create role repl_" + primary.database().name()));
        server = Standby.of(
                primary.database(), version, "repl_" + primary.database().name());
        token = TestIssuer.sign(primary.issuer().secret(), Map.of("tenant_id", "acme"), builder -> {});
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aTicketMadeThereDuringARevocation() throws SQLException {
        String ticket;
        try (Connection revoking = primary.database().migrator().connect()) {
            revoking.setAutoCommit(false);
            Sql.column(revoking, "select rls.revoke_key('test-hmac')");
            try (Connection connection = standby().database().application().connect()) {
                connection.setAutoCommit(false);
                ticket = Sql.column(connection, "select rls.bind_ticket(null, ?)", token)
                        .get(0);
            }
            revoking.commit();
        }
        assertThat(ticket).isNull();
        Rejection.of(() -> standby().bound(token)).hasMessage("RLS510: token rejected");
        String another = standby()
                .database()
                .application()
                .value("select rls.exchange(?)", primary.issuer().token(Map.of("tenant_id", "acme")));
        for (Invoices at : List.of(primary, standby())) {
            try (Connection connection = at.unbound()) {
                Sql.column(connection, "select rls.bind_ticket(?)", another);
                assertThat(tenants(connection)).as("control").containsExactly("acme");
            }
        }
    }

    @Test
    void aSnapshotThereFromDuringARevocation() throws SQLException {
        try (Connection revoking = primary.database().migrator().connect()) {
            revoking.setAutoCommit(false);
            Sql.column(revoking, "select rls.revoke_key('test-hmac')");
            try (Connection connection = standby().database().application().connect()) {
                connection.setAutoCommit(false);
                Sql.execute(connection, "set transaction isolation level repeatable read");
                Sql.column(connection, "select pg_current_snapshot()");
                revoking.commit();
                standby();
                Rejection.of(() -> Sql.column(connection, "select rls.bind(?)", token))
                        .hasState("40001")
                        .mentions("RLS507");
            }
        }
    }

    private Invoices standby() throws SQLException {
        return new Invoices(server.of(primary.database()), primary.issuer());
    }
}
