package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Whoever acts without a token has said why before the first row, and cannot unsay it. */
class SystemAccessTest extends InvoicesOnEveryPostgres {

    private static final String ACME = "{\"tenant_id\":\"acme\"}";

    @BeforeParameterizedClassInvocation
    static void operators(Version version) throws SQLException {
        for (String operator : List.of("operator", "another")) {
            invoices.database()
                    .migrator()
                    .execute(
                            "create role " + operator + " login password '" + PostgresServer.PASSWORD + "'",
                            "grant rls_app, rls_operator to " + operator);
        }
    }

    @BeforeEach
    void nothingIsRecorded() throws SQLException {
        invoices.database()
                .superuser()
                .execute(
                        "alter table rls.system_access disable trigger keep",
                        "truncate rls.system_access",
                        "alter table rls.system_access enable trigger keep");
    }

    /** A transaction that may not write cannot say why; it binds what another one said. */
    @Test
    void inAReadOnlyTransactionTheReasonMustBeOnRecord() throws SQLException {
        try (Connection operator = transaction("operator")) {
            operator.setReadOnly(true);
            Rejection.of(() -> bind(operator, "ticket 4712", ACME))
                    .hasState("25006")
                    .mentions("RLS518");
            operator.rollback();
            operator.setReadOnly(false);
            assertThat(bind(operator, "ticket 4712", ACME)).isEqualTo("f");
            operator.commit();
            operator.setReadOnly(true);
            assertThat(bind(operator, "ticket 4712", ACME)).isEqualTo("t");
            assertThat(tenants(operator)).containsExactly("acme");
        }
    }

    @Test
    void theFirstCallRecordsAndALaterTransactionBinds() throws SQLException {
        try (Connection operator = transaction("operator")) {
            assertThat(bind(operator, "ticket 4711", ACME)).isEqualTo("f");
            Rejection.of(() -> tenants(operator)).mentions("RLS501");
            operator.rollback();
            assertThat(bind(operator, "ticket 4711", ACME)).as("rolled back").isEqualTo("f");
            operator.commit();
            for (int i = 0; i < 2; i++) {
                assertThat(bind(operator, "ticket 4711", ACME)).isEqualTo("t");
                assertThat(tenants(operator)).containsExactly("acme");
                operator.rollback();
                Rejection.of(() -> tenants(operator)).mentions("RLS501");
                operator.rollback();
            }
        }
        assertThat(recorded()).containsExactly("operator ticket 4711 {\"tenant_id\": \"acme\"}");
    }

    @Test
    void inOneTransactionNothingIsEverBound() throws SQLException {
        try (Connection operator = transaction("operator")) {
            Savepoint savepoint = operator.setSavepoint();
            assertThat(bind(operator, "reason", ACME)).isEqualTo("f");
            assertThat(bind(operator, "reason", ACME)).isEqualTo("f");
            operator.rollback(savepoint);
            assertThat(bind(operator, "reason", ACME)).isEqualTo("f");
            operator.setSavepoint();
            assertThat(bind(operator, "reason", ACME)).isEqualTo("f");
            Rejection.of(() -> tenants(operator)).mentions("RLS501");
            operator.rollback();
        }
        assertThat(recorded()).isEmpty();
    }

    @Test
    void whatAnotherRecordedOrWasRecordedForAnotherReasonBindsNothing() throws SQLException {
        try (Connection operator = transaction("operator");
                Connection another = transaction("another")) {
            bind(operator, "reason", ACME);
            assertThat(bind(another, "reason", ACME)).as("not yet committed").isEqualTo("f");
            another.rollback();
            operator.commit();
            assertThat(bind(another, "reason", ACME)).isEqualTo("f");
            assertThat(bind(operator, "reason ", ACME)).isEqualTo("f");
            assertThat(bind(operator, "reason", "{\"tenant_id\":\"globex\"}")).isEqualTo("f");
            assertThat(bind(operator, "reason", "{\"tenant_id\":\"acme\",\"sub\":\"x\"}"))
                    .isEqualTo("f");
            assertThat(bind(operator, "reason", ACME)).as("control").isEqualTo("t");
        }
    }

    @Test
    void anAccessEndsWhenItWasSaidToEnd() throws SQLException {
        try (Connection operator = transaction("operator")) {
            assertThat(bind(operator, "reason", ACME, "2 seconds")).isEqualTo("f");
            operator.commit();
            assertThat(bind(operator, "reason", ACME, "1 hour")).isEqualTo("t");
            assertThat(tenants(operator)).containsExactly("acme");
            Sql.execute(operator, "select pg_sleep(2.1)");
            Rejection.of(() -> tenants(operator)).mentions("RLS503");
            operator.rollback();
            assertThat(bind(operator, "reason", ACME, "1 hour")).isEqualTo("f");
        }
    }

    @Test
    void reasonEndAndClaimsMustBeGiven() throws SQLException {
        try (Connection operator = transaction("operator")) {
            for (String reason : new String[] {null, "", " ", "\t\n", "-", "...", "\u001e"}) {
                refused(operator, "RLS516: a reason must be given", reason, ACME, "1 hour");
            }
            int[] blanks = {
                0x85, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x2000, 0x200b,
                0x200f, 0x2028, 0x202e, 0x2060, 0x2069, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xe0001, 0xe0100
            };
            for (int blank : blanks) {
                refused(
                        operator,
                        "RLS516: a reason must be given",
                        new String(new int[] {blank, '-', blank}, 0, 3),
                        ACME,
                        "1 hour");
            }
            for (String until : new String[] {null, "0", "-1 second", "24 hours 1 minute"}) {
                refused(operator, "RLS516: the end must lie ahead, by 24 hours at most", "reason", ACME, until);
            }
            for (String claims : new String[] {null, "[]", "1"}) {
                refused(operator, "RLS512: claims must be a JSON object", "reason", claims, "1 hour");
            }
            for (String reason : List.of("理由", "причина", "سبب", "한글", "7", "\u3164x")) {
                assertThat(bind(operator, reason, ACME)).as("control").isEqualTo("f");
            }
        }
    }

    @Test
    void itIsForMembersOfItsRoleWhateverElseIsGranted() throws SQLException {
        String call = "select rls.bind_system('reason', '" + ACME + "', now() + interval '1 hour')";
        Rejection.of(() -> invoices.database().application().execute(call)).hasState("42501");
        invoices.database().superuser().execute("grant execute on function rls.bind_system to application");
        try {
            Rejection.of(() -> invoices.database().application().execute(call))
                    .hasState("42501")
                    .hasMessage("RLS515: role application is not a member of rls_operator"
                            + " and may not bind claims for a reason");
        } finally {
            invoices.database().superuser().execute("revoke execute on function rls.bind_system from application");
        }
        Rejection.of(() -> invoices.database().as("operator").execute("select * from rls.system_accesses()"))
                .hasState("42501");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void whatWasRecordedIsNeitherChangedNorDeleted() throws SQLException {
        try (Connection operator = transaction("operator")) {
            bind(operator, "reason", ACME);
            operator.commit();
        }
        for (String change : List.of(
                "update rls.system_access set reason = 'other'",
                "delete from rls.system_access",
                "truncate rls.system_access")) {
            Rejection.of(() -> asRlsOwner(change))
                    .hasState("42501")
                    .hasMessage("RLS517: what was recorded in rls.system_access is neither changed nor deleted");
        }
        assertThat(recorded()).hasSize(1);
        asRlsOwner("alter table rls.system_access disable trigger keep");
        asRlsOwner("update rls.system_access set reason = 'other'");
        asRlsOwner("alter table rls.system_access enable trigger keep");
        assertThat(recorded()).as("control").containsExactly("operator other {\"tenant_id\": \"acme\"}");
    }

    private static void refused(Connection operator, String message, String reason, String claims, String until)
            throws SQLException {
        Savepoint savepoint = operator.setSavepoint();
        Rejection.of(() -> bind(operator, reason, claims, until))
                .hasState(message.startsWith("RLS512") ? "28000" : "22023")
                .hasMessage(message);
        operator.rollback(savepoint);
    }

    private static Connection transaction(String role) throws SQLException {
        Connection connection = invoices.database().as(role).connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static String bind(Connection connection, String reason, String claims) throws SQLException {
        return bind(connection, reason, claims, "1 hour");
    }

    private static String bind(Connection connection, String reason, String claims, String lifetime)
            throws SQLException {
        return Sql.column(
                        connection,
                        "select rls.bind_system(?, ?::jsonb, clock_timestamp() + ?::interval)",
                        reason,
                        claims,
                        lifetime)
                .get(0);
    }

    private static void asRlsOwner(String sql) throws SQLException {
        try (Connection superuser = invoices.database().superuser().connect()) {
            Sql.execute(superuser, "set role rls_owner", sql);
        }
    }

    private static List<String> recorded() throws SQLException {
        return invoices.database()
                .migrator()
                .column("select concat_ws(' ', operator, reason, claims) from rls.system_accesses()");
    }
}
