package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PgBouncer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** PgBouncer in transaction mode: each transaction of a client may run in another session, and each session serves many. */
@ParameterizedClass
@EnumSource(Version.class)
class PgBouncerTest {

    private static Invoices invoices;

    @Parameter
    Version version;

    private PgBouncer bouncer;
    private Connection one;
    private Connection other;

    @BeforeParameterizedClassInvocation
    static void install(Version version) throws SQLException {
        Assumptions.assumeTrue(PgBouncer.isPresent(), "pgbouncer is not on the PATH: install pgbouncer");
        invoices = Invoices.create(version);
    }

    @BeforeEach
    void twoClientsOfOneSession() throws IOException, SQLException {
        bouncer = PgBouncer.before(invoices.database(), 1);
        one = client();
        other = client();
        String pid = "select pg_backend_pid()";
        assertThat(Sql.column(one, pid)).as("the session is shared").isEqualTo(Sql.column(other, pid));
    }

    @AfterEach
    void stop() throws SQLException {
        one.close();
        other.close();
        bouncer.close();
    }

    @Test
    void claimsOfOneClientAreNotThoseOfTheNext() throws SQLException {
        one.setAutoCommit(false);
        Invoices.bind(one, invoices.token("acme"));
        assertThat(tenants(one)).containsExactly("acme");
        one.commit();

        Rejection.of(() -> tenants(other)).mentions("RLS501");
        other.setAutoCommit(false);
        Invoices.bind(other, invoices.token("globex"));
        assertThat(tenants(other)).containsExactly("globex");
        other.rollback();

        Rejection.of(() -> tenants(one)).mentions("RLS501");
    }

    /** As the connections of this library do it in autocommit. */
    @Test
    void aBindThatItsQueryCarriesIsGoneWithIt() throws SQLException {
        String sql = "select rls.bind(?); select tenant_id from invoice";
        for (String tenant : List.of("acme", "globex", "acme")) {
            try (var statement = one.prepareStatement(sql)) {
                statement.setString(1, invoices.token(tenant));
                statement.execute();
                statement.getMoreResults();
                var rows = statement.getResultSet();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(tenant);
                assertThat(rows.next()).isFalse();
            }
            Rejection.of(() -> tenants(other)).mentions("RLS501");
        }
    }

    @Test
    void aContextTakenAlongIsOfNoUse() throws SQLException {
        one.setAutoCommit(false);
        Invoices.bind(one, invoices.token("acme"));
        String context = Sql.column(one, "select current_setting('rls.ctx')").get(0);
        one.commit();

        other.setAutoCommit(false);
        Sql.column(other, "select set_config('rls.ctx', ?, true)", context);
        Rejection.of(() -> tenants(other)).mentions("RLS502");
    }

    /** What policies upon a setting would believe. */
    @Test
    void controlWhatIsSetForTheSessionReachesTheNextClient() throws SQLException {
        Sql.execute(one, "set app.tenant_id = 'acme'");
        assertThat(Sql.column(other, "select current_setting('app.tenant_id', true)"))
                .containsExactly("acme");
        Sql.execute(other, "reset app.tenant_id");
    }

    /** A context that was set for the whole session is not believed either, and does not stop the next bind. */
    @Test
    void aContextSetForTheSessionIsOfNoUseToTheNextClient() throws SQLException {
        one.setAutoCommit(false);
        Invoices.bind(one, invoices.token("acme"));
        Sql.column(one, "select set_config('rls.ctx', current_setting('rls.ctx'), false)");
        one.commit();

        Rejection.of(() -> tenants(other)).mentions("RLS502");
        other.setAutoCommit(false);
        Invoices.bind(other, invoices.token("globex"));
        assertThat(tenants(other)).containsExactly("globex");
    }

    @Test
    void manyClientsOfFewSessionsEachSeeTheirOwn() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try (PgBouncer shared = PgBouncer.before(invoices.database(), 2)) {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String tenant = i % 2 == 0 ? "acme" : "globex";
                String token = invoices.token(tenant);
                work.add(() -> {
                    List<String> foreign = new ArrayList<>();
                    try (Connection client =
                            unnamed(shared.database().application().connect())) {
                        client.setAutoCommit(false);
                        for (int transaction = 0; transaction < 40; transaction++) {
                            Invoices.bind(client, token);
                            List<String> seen = tenants(client);
                            if (!seen.equals(List.of(tenant))) {
                                foreign.add(tenant + " saw " + seen);
                            }
                            client.commit();
                        }
                    }
                    return foreign;
                });
            }
            for (Future<List<String>> client : clients.invokeAll(work)) {
                assertThat(client.get()).isEmpty();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private Connection client() throws SQLException {
        return unnamed(bouncer.database().application().connect());
    }

    /** A statement that was prepared under a name stays in a session that the client may not be given again. */
    private static Connection unnamed(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        return connection;
    }
}
