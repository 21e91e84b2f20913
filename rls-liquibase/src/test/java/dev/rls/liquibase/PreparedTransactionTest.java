package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two-phase commit: what is prepared was decided under its claims, and nothing of them is left to who comes after. */
class PreparedTransactionTest extends InvoicesOnEveryPostgres {

    private static final String PREPARED = "select count(*) from pg_prepared_xacts where database = current_database()";

    @AfterEach
    void twoRows() throws SQLException {
        assertThat(invoices.database().superuser().value(PREPARED)).isEqualTo("0");
        invoices.database().superuser().execute("delete from invoice where id > 2");
    }

    @Test
    void theSessionIsUnboundAfterwards() throws SQLException {
        try (Connection session = prepared()) {
            assertThat(Sql.column(session, "select current_setting('rls.ctx', true)"))
                    .containsExactly("");
            Rejection.of(() -> tenants(session)).mentions("RLS501");
            session.rollback();
            Invoices.bind(session, invoices.token("globex"));
            assertThat(tenants(session)).containsExactly("globex");
        } finally {
            invoices.database().application().execute("rollback prepared 'two-phase'");
        }
    }

    @Test
    void whoCommitsItIsBoundToNothingByIt() throws SQLException {
        prepared().close();
        try (Connection other = invoices.database().application().connect()) {
            Sql.execute(other, "commit prepared 'two-phase'");
            Rejection.of(() -> tenants(other)).mentions("RLS501");
        }
        assertThat(invoices.database().superuser().column("select tenant_id from invoice order by id"))
                .as("the row that was written under the claims of its transaction")
                .containsExactly("acme", "globex", "acme");
    }

    /** The context is the transaction's, so the next one in the same session cannot take it up again. */
    @Test
    void aContextOfAPreparedTransactionIsOfNoUse() throws SQLException {
        String context;
        try (Connection session = written()) {
            context = Sql.column(session, "select current_setting('rls.ctx')").get(0);
            Sql.execute(session, "prepare transaction 'two-phase'");
            session.rollback();
            Sql.column(session, "select set_config('rls.ctx', ?, true)", context);
            Rejection.of(() -> tenants(session)).mentions("RLS502");
        } finally {
            invoices.database().application().execute("rollback prepared 'two-phase'");
        }
    }

    /** The control: what is set for the session stays, which is what policies upon a setting would believe. */
    @Test
    void controlWhatIsSetForTheSessionStays() throws SQLException {
        try (Connection session = written()) {
            Sql.execute(session, "set app.tenant_id = 'acme'", "prepare transaction 'two-phase'");
            session.rollback();
            assertThat(Sql.column(session, "select current_setting('app.tenant_id')"))
                    .containsExactly("acme");
        } finally {
            invoices.database().application().execute("rollback prepared 'two-phase'");
        }
    }

    /** Nobody else than who prepared it, not even another tenant's user of another login, and not the trusted one. */
    @Test
    void anotherLoginCommitsNothing() throws SQLException {
        prepared().close();
        Rejection.of(() -> invoices.database().as(Invoices.TRUSTED).execute("commit prepared 'two-phase'"))
                .hasState("42501");
        invoices.database().application().execute("rollback prepared 'two-phase'");
        assertThat(invoices.database().superuser().column("select tenant_id from invoice order by id"))
                .containsExactly("acme", "globex");
    }

    @Test
    void aForeignRowIsRefusedBeforeItIsPrepared() throws SQLException {
        try (Connection acme = invoices.boundTo("acme")) {
            Rejection.of(() -> Sql.execute(acme, "insert into invoice values (3, 'globex')"))
                    .hasState("42501");
            Sql.execute(acme, "prepare transaction 'two-phase'");
        }
        assertThat(invoices.database().superuser().value(PREPARED))
                .as("a failed transaction is rolled back instead")
                .isEqualTo("0");
    }

    /** A secret that was forgotten or a token that has ended stops no commit: everything was decided before. */
    @Test
    void itIsCommittedAfterItsSecretAndItsKeyAreGone() throws SQLException {
        prepared().close();
        invoices.database().migrator().execute("select rls.rotate_context_secret('0')");
        invoices.database().application().execute("commit prepared 'two-phase'");
        try (Connection acme = invoices.boundTo("acme")) {
            assertThat(tenants(acme)).isEqualTo(List.of("acme", "acme"));
        }
    }

    private static Connection written() throws SQLException {
        Connection acme = invoices.boundTo("acme");
        Sql.execute(acme, "insert into invoice values (3, 'acme')");
        return acme;
    }

    private static Connection prepared() throws SQLException {
        Connection acme = written();
        Sql.execute(acme, "prepare transaction 'two-phase'");
        return acme;
    }
}
