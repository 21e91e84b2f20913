package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGStatement;

/** What SQL text has prepared in a session is dropped by every bind, which fails where a driver may miss it; what the protocol has prepared stays. */
class PreparedStatementTest extends InvoicesOnEveryPostgres {

    private static final String PREPARED = "select name from pg_prepared_statements where from_sql order by name";

    @Test
    void everyBindDropsWhatTextHasPrepared() throws SQLException {
        String token = invoices.token("acme");
        Sql application = invoices.database().application();
        String ticket = application.value("select rls.exchange(?)", token);
        String api = invoices.database()
                .migrator()
                .value("select rls.issue_api_token('{\"tenant_id\": \"acme\"}', now() + interval '1 hour')");
        List<String> binds = List.of(
                "select rls.bind('" + token + "')",
                "select rls.bind_ticket('" + ticket + "')",
                "select rls.bind_ticket('" + ticket + "', 'x')",
                "select rls.bind_ticket('x', '" + token + "')",
                "select rls.bind_api_token('" + api + "')",
                "select rls.bind_claims('{\"tenant_id\": \"acme\"}')");
        for (String bind : binds) {
            try (Connection connection =
                            invoices.database().as(Invoices.TRUSTED).connect();
                    PreparedStatement drivers = connection.prepareStatement("select 7")) {
                drivers.unwrap(PGStatement.class).setPrepareThreshold(1);
                drivers.executeQuery().close();
                connection.setAutoCommit(false); // in autocommit the driver would try once more by itself
                Sql.execute(connection, "prepare \"it's mine\" as select 1", "prepare p (text) as select $1");
                assertThat(warning(connection, bind)).as(bind).startsWith("RLS519: ");
                assertThat(Sql.column(connection, PREPARED)).as(bind).isEmpty();
                assertThat(warning(connection, bind)).as("nothing is left").isNull();

                Sql.execute(connection, "prepare mine as select 1", "prepare \"S_1000\" as select 1");

                Rejection.of(() -> Sql.column(connection, bind))
                        .hasState("26000")
                        .mentions("RLS519: ");

                connection.rollback();
                assertThat(Sql.column(connection, PREPARED)).as(bind).isEmpty();
                drivers.executeQuery().close();
                Sql.column(connection, bind);
            }
        }
    }

    @Test
    void aBindWithinTheTransactionLeavesWhatItPreparesToTheNext() throws SQLException {
        try (Connection connection = invoices.boundTo("acme")) {
            Sql.execute(connection, "prepare mine as select tenant_id from invoice");
            assertThat(Sql.column(connection, "execute mine")).containsExactly("acme");
            connection.commit();
            Invoices.bind(connection, invoices.token("globex"));
            Rejection.of(() -> Sql.column(connection, "execute mine")).hasState("26000");
        }
    }

    /** A driver that prepares by SQL text has its bind dropped while it runs, which PostgreSQL allows. */
    @Test
    void aBindThatTextHasPreparedBindsOnceAtMost() throws SQLException {
        try (Connection connection = invoices.unbound()) {
            Sql.execute(connection, "prepare bind (text) as select rls.bind($1)");
            Sql.column(connection, "execute bind('" + invoices.token("acme") + "')");
            assertThat(Invoices.tenants(connection)).containsExactly("acme");
            Rejection.of(() -> Sql.column(connection, "execute bind('x')")).hasState("26000");
            connection.rollback();

            Sql.execute(connection, "prepare bind1 (text) as select rls.bind($1)");
            Rejection.of(() -> Sql.column(connection, "execute bind1('" + invoices.token("acme") + "')"))
                    .hasState("26000")
                    .mentions("RLS519: ");
            connection.rollback();
            Rejection.of(() -> Invoices.tenants(connection)).mentions("RLS501");
        }
    }

    private static String warning(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
            SQLWarning warning = statement.getWarnings();
            if (warning == null) {
                return null;
            }
            assertThat(warning.getSQLState()).isEqualTo("01RLS");
            return warning.getMessage();
        }
    }
}
