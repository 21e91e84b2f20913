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
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A hot standby verifies, binds and reads as its primary does; whatever has to be written is refused. */
@ParameterizedClass
@EnumSource(Version.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyTest {

    private static final String ACCESS =
            "select rls.bind_system('ticket 4711', '{\"tenant_id\": \"acme\"}', now() + interval '1 hour')";

    private static Invoices primary;
    private static Standby server;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void follow(Version version) throws SQLException, IOException {
        primary = Invoices.create(version);
        primary.database().migrator().execute("grant rls_operator to " + Invoices.TRUSTED);
        primary.database().superuser().execute(Recipe.of("replication role"));
        server = Standby.of(primary.database(), version, "replication");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void itIsInRecovery() throws SQLException {
        assertThat(standby().database().application().value("select pg_is_in_recovery()"))
                .isEqualTo("t");
        try (Connection acme = standby().boundTo("acme")) {
            Rejection.of(() -> Sql.execute(acme, "insert into invoice values (3, 'acme')"))
                    .hasState("25006");
        }
    }

    /** It streams everything, and reads nothing. */
    @Test
    void theRoleThatReplicatesReadsNoTable() throws SQLException {
        assertThat(primary.database().superuser().column("select usename from pg_stat_replication"))
                .containsExactly("replication");
        for (Invoices at : new Invoices[] {primary, standby()}) {
            for (String sql : new String[] {
                "select * from invoice", "select * from rls.context_secret", "select rls.bind('x.y.z')"
            }) {
                Rejection.of(() -> at.database().as("replication").execute(sql)).hasState("42501");
            }
        }
    }

    @Test
    void aTokenBindsAndWithoutOneNothingIsRead() throws SQLException {
        Invoices standby = standby();
        try (Connection acme = standby.boundTo("acme");
                Connection claims = standby.boundToClaims("{\"tenant_id\":\"globex\"}");
                Connection nobody = standby.unbound()) {
            assertThat(tenants(acme)).containsExactly("acme");
            assertThat(tenants(claims)).containsExactly("globex");
            assertThat(Sql.column(claims, "select rls.find_text('tenant_id')")).containsExactly("globex");
            Rejection.of(() -> tenants(nobody)).mentions("RLS501");
        }
        Rejection.of(() -> standby.bound("x.y.z")).mentions("RLS510");
    }

    @Test
    void aTicketIsGoodOnBothWhereverItWasMade() throws SQLException {
        Invoices standby = standby();
        for (Invoices from : new Invoices[] {primary, standby}) {
            String ticket = from.database().application().value("select rls.exchange(?)", primary.token("acme"));
            for (Invoices to : new Invoices[] {primary, standby}) {
                try (Connection connection = to.unbound()) {
                    Sql.column(connection, "select rls.bind_ticket(?)", ticket);
                    assertThat(tenants(connection)).containsExactly("acme");
                }
            }
        }
    }

    @Test
    void aContextOfThePrimaryIsOfNoUse() throws SQLException {
        try (Connection acme = primary.boundTo("acme");
                Connection copied = standby().unbound()) {
            String context =
                    Sql.column(acme, "select current_setting('rls.ctx')").get(0);
            Sql.column(copied, "select set_config('rls.ctx', ?, true)", context);
            Rejection.of(() -> tenants(copied)).mentions("RLS502");
        }
    }

    @Test
    void anApiTokenBindsAndItsUseIsNotRecorded() throws SQLException {
        String token = primary.database()
                .migrator()
                .value("select rls.issue_api_token('{\"tenant_id\":\"acme\"}', now() + interval '1 hour')");
        try (Connection connection = standby().unbound()) {
            Sql.column(connection, "select rls.bind_api_token(?)", token);
            assertThat(tenants(connection)).containsExactly("acme");
        }
        assertThat(primary.database().superuser().column("select used_at from rls.api_token_use"))
                .containsOnlyNulls();
        primary.database().migrator().column("select rls.revoke_api_token(?)", token);
        Rejection.of(() -> standby().database().application().column("select rls.bind_api_token(?)", token))
                .mentions("RLS510");
    }

    /** What reads a tenant's rows for a reason has to be on record first, and a standby records nothing. */
    @Test
    void anOperatorIsOnRecordOnThePrimaryFirst() throws SQLException {
        try (Connection operator = standby().database().as(Invoices.TRUSTED).connect()) {
            operator.setAutoCommit(false);
            Rejection.of(() -> Sql.column(operator, ACCESS))
                    .hasState("25006")
                    .hasMessage("RLS518: the reason cannot be recorded in a transaction that is read only")
                    .mentions("on the primary");
            operator.rollback();
            Rejection.of(() -> tenants(operator)).mentions("RLS501");
        }
        assertThat(primary.database().as(Invoices.TRUSTED).column(ACCESS)).containsExactly("f");
        try (Connection operator = standby().database().as(Invoices.TRUSTED).connect()) {
            operator.setAutoCommit(false);
            assertThat(Sql.column(operator, ACCESS)).containsExactly("t");
            assertThat(tenants(operator)).containsExactly("acme");
        }
    }

    /** Until the standby has received it, it does not know: that is how far it lags behind. */
    @Test
    void secretsAndKeysFollow() throws SQLException {
        try (Connection running = standby().boundTo("acme")) {
            primary.database().migrator().execute("select rls.rotate_context_secret()");
            standby();
            assertThat(tenants(running)).containsExactly("acme");
        }
        try (Connection fresh = standby().boundTo("acme")) {
            assertThat(Sql.column(fresh, "select substr(current_setting('rls.ctx'), 65, 4)"))
                    .as("the newest secret")
                    .containsExactly("0002");
            assertThat(tenants(fresh)).containsExactly("acme");
        }
        String hmac = TestIssuer.sign(primary.issuer().secret(), Map.of("tenant_id", "acme"), builder -> {});
        standby().bound(hmac).close();
        primary.database().migrator().column("select rls.revoke_key('test-hmac')");
        Rejection.of(() -> standby().bound(hmac)).mentions("RLS510");
    }

    @Test
    void secretsAndKeysAreThePrimarysToChange() throws SQLException {
        for (String call : new String[] {
            "select rls.rotate_context_secret()",
            "select rls.revoke_key('test-rsa')",
            "select rls.issue_api_token('{}', now() + interval '1 hour')"
        }) {
            Rejection.of(() -> standby().database().migrator().execute(call)).hasState("25006");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void promotedItBindsAndWritesAsBefore() throws SQLException {
        Invoices promoted = standby();
        String ticket = primary.database().application().value("select rls.exchange(?)", primary.token("acme"));
        server.promote();
        try (Connection connection = promoted.unbound()) {
            Sql.column(connection, "select rls.bind_ticket(?)", ticket);
            Sql.execute(connection, "insert into invoice values (3, 'acme')");
            assertThat(tenants(connection)).containsExactly("acme", "acme");
            Rejection.of(() -> Sql.execute(connection, "insert into invoice values (4, 'globex')"))
                    .hasState("42501");
        }
        promoted.database().migrator().execute("select rls.rotate_context_secret()");
        promoted.boundTo("acme").close();
    }

    private static Invoices standby() throws SQLException {
        return new Invoices(server.of(primary.database()), primary.issuer());
    }
}
