package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.bind;
import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextTest extends InvoicesOnEveryPostgres {

    private static final String UNBOUND = "RLS501: no claims are bound to this transaction; call rls.bind(token) first";
    private static final String NOT_SEALED =
            "RLS502: the claims of this transaction were not sealed by this database for this transaction";
    private static final String EXPIRED = "RLS503: the claims bound to this transaction have expired";

    @Test
    void theApplicationIsNeitherSuperuserNorOwner() throws SQLException {
        assertThat(invoices.database()
                        .application()
                        .value("select concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, c.relowner = r.oid)"
                                + " from pg_roles r, pg_class c where rolname = current_user and relname = 'invoice'"))
                .isEqualTo("f f f f");
    }

    @Test
    void withoutClaimsAProtectedTableIsAnErrorThatNamesTheBind() {
        for (String sql : new String[] {
            "select * from invoice",
            "insert into invoice values (3, 'acme')",
            "update invoice set id = 4",
            "delete from invoice"
        }) {
            Rejection.of(() -> invoices.database().application().execute(sql))
                    .hasState("42501")
                    .hasMessage(UNBOUND)
                    .mentions("BoundDataSource");
        }
    }

    @Test
    void claimsShowTheRowsOfTheirTenantOnly() throws SQLException {
        try (Connection acme = invoices.boundTo("acme");
                Connection globex = invoices.boundTo("globex");
                Connection nobody = invoices.boundTo("nobody")) {
            assertThat(tenants(acme)).containsExactly("acme");
            assertThat(tenants(globex)).containsExactly("globex");
            assertThat(tenants(nobody)).isEmpty();
        }
    }

    @Test
    void withoutASecretNothingIsBoundUntilTheSchemaIsInstalledAgain() throws SQLException {
        invoices.database().superuser().execute("delete from rls.context_secret");
        try {
            String hint = "running schema.sql through psql";
            Rejection.of(() -> invoices.boundTo("acme"))
                    .hasState("55000")
                    .hasMessage("RLS513: there is no secret to seal claims with")
                    .mentions(hint);
            Rejection.of(() -> invoices.boundToClaims("{}")).hasState("55000").mentions(hint);
        } finally {
            Installer.PSQL.installSchema(invoices.database(), PostgresServer.MIGRATOR);
        }
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(tenants(acme)).containsExactly("acme");
        }
    }

    @Test
    void whereSecretsWereDeletedARotationMakesOne() throws SQLException {
        invoices.database().superuser().execute("delete from rls.context_secret");
        String way = "select rls.rotate_context_secret('0')";
        Rejection.of(() -> invoices.boundTo("acme")).mentions("RLS513").mentions(way + " makes one");
        invoices.database().migrator().execute(way);
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(tenants(acme)).containsExactly("acme");
        }
    }

    @Test
    void aForeignRowCanBeNeitherWrittenNorMadeNorReached() throws SQLException {
        for (String sql : new String[] {
            "insert into invoice values (9, 'globex')", "update invoice set tenant_id = 'globex' where id = 1"
        }) {
            try (Connection acme = invoices.boundTo("acme")) {
                Rejection.of(() -> Sql.execute(acme, sql))
                        .hasState("42501")
                        .mentions("new row violates row-level security policy");
            }
        }
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(acme.createStatement().executeUpdate("update invoice set id = 22 where id = 2"))
                    .isZero();
            assertThat(acme.createStatement().executeUpdate("delete from invoice where id = 2"))
                    .isZero();
        }
    }

    @Test
    void claimsEndWithTheirTransaction() throws SQLException {
        try (Connection connection = invoices.boundTo("acme")) {
            connection.commit();
            Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(UNBOUND);
            connection.rollback();
            bind(connection, invoices.token("globex"));
            connection.rollback();
            Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(UNBOUND);
        }
    }

    @Test
    void aContextIsOfNoUseInAnotherTransactionOrSession() throws SQLException {
        try (Connection one = invoices.boundTo("acme");
                Connection other = invoices.unbound()) {
            String context =
                    Sql.column(one, "select current_setting('rls.ctx')").get(0);

            set(other, context);
            Rejection.of(() -> tenants(other)).hasState("42501").hasMessage(NOT_SEALED);

            one.commit();
            set(one, context);
            Rejection.of(() -> tenants(one)).hasState("42501").hasMessage(NOT_SEALED);
            one.rollback();
            Sql.execute(one, "set rls.ctx = '" + context + "'", "commit and chain");
            Rejection.of(() -> tenants(one)).hasState("42501").hasMessage(NOT_SEALED);
        }
    }

    @Test
    void theContextOfTheRunningTransactionMayBeWrittenBackUnchanged() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            String context =
                    Sql.column(acme, "select current_setting('rls.ctx')").get(0);
            set(acme, "");
            set(acme, context);
            assertThat(tenants(acme))
                    .as("control: only the transaction and the content decide above and below")
                    .containsExactly("acme");
        }
    }

    @Test
    void noOtherContextIsBelieved() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            String context =
                    Sql.column(acme, "select current_setting('rls.ctx')").get(0);
            List<String> forged = List.of(
                    "x",
                    "'",
                    "{}",
                    "{\"tenant_id\":\"globex\"}",
                    " " + context,
                    context + " ",
                    context.substring(1),
                    context.substring(0, 64),
                    context.substring(0, 68),
                    context.substring(64),
                    "0".repeat(64) + context.substring(64),
                    context.substring(0, 64).toUpperCase(java.util.Locale.ROOT) + context.substring(64),
                    context.substring(0, 64) + "0002" + context.substring(68),
                    context.substring(0, 68) + "7fffffffffffffff" + context.substring(84),
                    context.replace("acme", "globex"),
                    context + context.substring(context.indexOf('\u001e')).replace("acme", "globex"),
                    context.substring(0, 84) + "\u001etenant_id\u001f\"globex\"");
            for (String forgery : forged) {
                refused(acme, forgery);
            }
            for (int i = 0; i < context.length(); i++) {
                char flipped = (char) (context.charAt(i) ^ 1);
                refused(acme, context.substring(0, i) + flipped + context.substring(i + 1));
            }
        }
    }

    @Test
    void claimsExpireWithinARunningTransaction() throws SQLException {
        long bindsUntil = Instant.now().getEpochSecond() - 58;
        try (Connection trusted = invoices.boundToClaims("{\"tenant_id\":\"acme\",\"exp\":" + bindsUntil + "}")) {
            assertThat(tenants(trusted)).containsExactly("acme");
            Sql.execute(trusted, "select pg_sleep(2.1)");
            Rejection.of(() -> tenants(trusted)).hasState("42501").hasMessage(EXPIRED);
        }
    }

    @Test
    void rollbackToASavepointBringsBackTheContextOfThatTime() throws SQLException {
        try (Connection connection = invoices.boundTo("acme")) {
            Savepoint savepoint = connection.setSavepoint();
            bind(connection, invoices.token("globex"));
            assertThat(tenants(connection)).containsExactly("globex");
            connection.rollback(savepoint);
            assertThat(tenants(connection)).containsExactly("acme");
        }
        try (Connection connection = invoices.unbound()) {
            Savepoint savepoint = connection.setSavepoint();
            bind(connection, invoices.token("acme"));
            connection.rollback(savepoint);
            Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(UNBOUND);
        }
    }

    @Test
    void aRejectedTokenLeavesTheTransactionUnbound() throws SQLException {
        try (Connection connection = invoices.unbound()) {
            Savepoint savepoint = connection.setSavepoint();
            Rejection.of(() -> bind(connection, "x")).hasState("28000");
            connection.rollback(savepoint);
            Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(UNBOUND);
        }
    }

    @Test
    void bindingWorksInAReadOnlyTransaction() throws SQLException {
        try (Connection connection = invoices.unbound()) {
            Sql.execute(connection, "set transaction read only");
            bind(connection, invoices.token("acme"));
            assertThat(tenants(connection)).containsExactly("acme");
        }
    }

    @Test
    void oneMessageCarriesTheBindAndItsQueryWithoutATransactionBlock() throws SQLException {
        try (Connection connection = invoices.database().application().connect();
                var statement = connection.prepareStatement("select rls.bind(?); select tenant_id from invoice")) {
            statement.setString(1, invoices.token("acme"));
            statement.execute();
            statement.getMoreResults();
            var rows = statement.getResultSet();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("acme");
            assertThat(rows.next()).isFalse();
            Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(UNBOUND);
        }
    }

    private static void refused(Connection connection, String context) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        set(connection, context);
        Rejection.of(() -> tenants(connection)).hasState("42501").hasMessage(NOT_SEALED);
        connection.rollback(savepoint);
    }

    private static void set(Connection connection, String context) throws SQLException {
        Sql.column(connection, "select set_config('rls.ctx', ?, true)", context);
    }
}
