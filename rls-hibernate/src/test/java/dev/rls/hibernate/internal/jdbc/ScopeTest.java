package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.ScopeChangedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A connection keeps the claims of the scope in which it was taken. */
class ScopeTest {

    private static final String TITLES = "select title from invoice order by id";

    @OnEveryConnection
    void aConnectionGoesOnUnderItsClaimsWhenTheScopeHasEnded(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            assertThat(ClaimsScope.current()).isNull();
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }

    @OnEveryConnection
    void aConnectionOfOneScopeRefusesToWorkInAnother(Bound bound) throws SQLException {
        Claims acme = bound.tenants().of("acme");
        Claims globex = bound.tenants().of("globex");
        try (Connection connection = bound.connect(acme);
                PreparedStatement prepared = connection.prepareStatement(TITLES)) {
            connection.setAutoCommit(false);
            assertThat(column(connection, TITLES)).hasSize(2);
            ClaimsScope.run(globex, () -> {
                assertScopeChanged(() -> column(connection, TITLES));
                assertScopeChanged(prepared::executeQuery);
                assertScopeChanged(() -> connection.createStatement().executeQuery(TITLES));
                assertScopeChanged(() -> connection.prepareCall("{call f()}").execute());
                assertScopeChanged(() -> connection.unwrap(PGConnection.class));
            });
            Claims same = Claims.ofToken(acme.token(), acme.asMap());
            assertThat(ClaimsScope.<List<String>, SQLException>call(same, () -> column(connection, TITLES)))
                    .hasSize(2);
        }
    }

    @OnEveryConnection
    void outsideAnyScopeTheConnectionIsThePlainOne(Bound bound) throws SQLException {
        try (Connection connection = new BoundDataSource(bound.plain()).getConnection()) {
            assertThat(connection).isNotInstanceOf(BoundConnection.class);
            assertThatThrownBy(() -> column(connection, TITLES)).satisfies(e -> Bound.assertState(e, "42501"));
        }
    }

    @OnEveryConnection
    void aBoundConnectionIsNotBoundAgain(Bound bound) throws SQLException {
        Claims acme = bound.tenants().of("acme");
        Connection connection = bound.connect(acme);
        assertThat(BoundConnection.of(connection, acme, new Tickets())).isSameAs(connection);
        assertScopeChanged(() -> BoundConnection.of(connection, bound.tenants().of("globex"), new Tickets()));
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void connectionsOfTwoThreadsDoNotMix() throws Exception {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        DataSource shared = new BoundDataSource(Bound.all()
                .filter(Bound::pooled)
                .skip(1)
                .findFirst()
                .orElseThrow()
                .plain());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> tasks = IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(i -> () -> {
                        String tenant = i % 2 == 0 ? "acme" : "globex";
                        return ClaimsScope.<String, SQLException>call(tenants.of(tenant), () -> {
                            try (Connection connection = shared.getConnection()) {
                                connection.setAutoCommit(i % 3 != 0);
                                return column(connection, TITLES).get(0).charAt(0) + tenant;
                            }
                        });
                    })
                    .toList();
            for (Future<String> seen : threads.invokeAll(tasks)) {
                assertThat(seen.get()).isIn("aacme", "gglobex");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertScopeChanged(Callable<?> work) {
        assertThatThrownBy(work::call)
                .isInstanceOf(ScopeChangedException.class)
                .hasMessage("RLS250: this connection is bound to the claims of the scope in which it was taken, and now"
                        + " another scope is open; open the scope before the connection or transaction, or close the"
                        + " connection before leaving its scope")
                .extracting("code")
                .isEqualTo("RLS250");
    }
}
