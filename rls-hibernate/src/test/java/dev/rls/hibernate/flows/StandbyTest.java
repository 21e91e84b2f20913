package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Standby;
import dev.rls.fixtures.TestDatabase;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.token.ApiTokenVerifier;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Hibernate that reads from a hot standby: by a session factory of its own, or by a data source that goes to either. */
class StandbyTest {

    private static final String VERIFIES = "create or replace function rls.signature_matches("
            + "key rls.verification_key, message bytea, signature bytea) returns boolean language plpgsql stable"
            + " parallel restricted set search_path = pg_catalog, pg_temp as ";

    private static Sources sources;
    private static Place primary;
    private static Standby server;
    private static SessionFactory replica;

    @BeforeAll
    static void start() throws SQLException, IOException {
        sources = Sources.compiled(List.of("-Arls.unit=standby"), Flow.sources());
        primary = Flow.protectedBy(sources, "standby");
        primary.truth(Flow.ROWS[0], "create role replication login replication");
        server = Standby.of(primary.database(), Version.V18, "replication");
        replica = sources.build(Place.connectBy(
                Place.pool(server.of(primary.database()).application().dataSource())));
    }

    @AfterAll
    static void stop() throws IOException {
        replica.close();
        server.close();
    }

    @Test
    void itStartsThereAndEachTenantReadsItsOwn() {
        for (int i = 0; i < 2; i++) {
            assertThat(names(replica, Tenants.ACME)).containsExactly("a1", "a2");
            assertThat(names(replica, Tenants.GLOBEX)).containsExactly("g1");
        }
        assertThatThrownBy(() -> replica.fromTransaction(
                        session -> session.createNativeQuery("select name from plot", String.class)
                                .getResultList()))
                .hasStackTraceContaining("RLS501");
        ClaimsScope.run(
                Tenants.ACME,
                () -> assertThatThrownBy(() ->
                                replica.inTransaction(session -> session.persist(Flow.made(session, "flow.Given", 1L))))
                        .hasStackTraceContaining("read-only transaction"));
    }

    @Test
    void anApiTokenOfThePrimaryBinds() throws SQLException {
        String token = primary.database()
                .migrator()
                .value("select rls.issue_api_token('{\"tenant_id\":\"globex\"}', now() + interval '1 hour')");
        DataSource standby = server.of(primary.database()).application().dataSource();
        Claims claims = new ApiTokenVerifier(standby).verify(token);
        assertThat(names(replica, claims)).containsExactly("g1");
    }

    /** The signature is verified on neither after that: what binds is the ticket that the primary gave. */
    @Test
    void aTicketOfThePrimaryBindsWhereADataSourceGoesToBoth() throws SQLException {
        Either either = new Either();
        try (SessionFactory factory = sources.build(Place.connectBy(either))) {
            assertThat(names(factory, Tenants.ACME)).containsExactly("a1", "a2");
            String verifies = primary.truth().value("select pg_get_functiondef('rls.signature_matches'::regproc)");
            primary.truth(VERIFIES + "'begin raise exception ''verified''; end'");
            try {
                either.to = server.of(primary.database());
                assertThat(names(factory, Tenants.ACME)).containsExactly("a1", "a2");
                assertThatThrownBy(() -> names(factory, Tenants.GLOBEX))
                        .as("the control: for this one there is no ticket")
                        .hasStackTraceContaining("verified");
            } finally {
                primary.truth(verifies);
            }
        }
    }

    /** By HQL and by SQL, which has no filter but the policies. */
    private static List<String> names(SessionFactory factory, Claims claims) {
        return ClaimsScope.call(
                claims,
                () -> factory.fromTransaction(session -> {
                    List<String> names = session.createNativeQuery("select name from plot order by id", String.class)
                            .getResultList();
                    assertThat(session.createSelectionQuery("select name from Plot order by id", String.class)
                                    .getResultList())
                            .isEqualTo(names);
                    return names;
                }));
    }

    /** Goes to one of two servers, as read/write splitting does. */
    private static final class Either extends AbstractDataSource {

        private TestDatabase to = primary.database();

        @Override
        public Connection getConnection() throws SQLException {
            return to.application().connect();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
