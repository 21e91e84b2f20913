package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator acts for a tenant with a login of his own, and has said why before he reads a row. */
class SystemScopeTest {

    private static final String NOTE = """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Note {
            @Id Long id;
            String tenantId;
            String text;
        }
        """;

    private static final Map<String, String> ACME = Map.of("tenant_id", "acme");

    private static TestDatabase database;
    private static DataSource operator;
    private static SessionFactory factory;

    @BeforeAll
    static void start() throws SQLException {
        Sources sources = Sources.compiled(List.of("-Arls.unit=system"), NOTE);
        Place place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.runText(sources.text("META-INF/rls/system/changelog.sql"));
        place.truth("insert into note (id, tenantid, text) values (1, 'acme', 'a'), (2, 'globex', 'g')");
        database = place.database();
        place.owner(
                "create role nightly_job login password '" + PostgresServer.PASSWORD + "'",
                "grant rls_app, rls_operator to nightly_job");
        operator = database.as("nightly_job").dataSource();
        factory = sources.build(Place.connectBy(operator));
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @Test
    void aJobActsForOneTenantOnRecord() throws SQLException {
        SystemScope scope = new SystemScope(operator);
        for (String tenant : List.of("acme", "globex")) {
            List<String> texts =
                    scope.call("monthly report", Map.of("tenant_id", tenant), soon(), SystemScopeTest::texts);
            assertThat(texts).containsExactly(tenant.substring(0, 1));
        }
        assertThat(database.migrator()
                        .column("select operator || ' ' || (claims ->> 'tenant_id') from rls.system_accesses()"
                                + " where reason = 'monthly report'"))
                .containsExactlyInAnyOrder("nightly_job acme", "nightly_job globex");
    }

    @Test
    void whatIsNotRecordedOpensNothing() {
        assertThatThrownBy(() -> new SystemScope(operator).call(" ", ACME, soon(), SystemScopeTest::texts))
                .hasMessageContaining("RLS516");
        assertThatThrownBy(() -> new SystemScope(operator)
                        .call("too long", ACME, Instant.now().plusSeconds(100_000), SystemScopeTest::texts))
                .hasMessageContaining("RLS516");
        assertThatThrownBy(() -> new SystemScope(database.application().dataSource())
                        .call("not mine to do", ACME, soon(), SystemScopeTest::texts))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith(
                        "RLS254: login application may not bind claims for a reason that is recorded: grant"
                                + " rls_operator to application. ");
        assertThat(ClaimsScope.current()).isNull();
    }

    private static List<String> texts() {
        return factory.fromTransaction(session ->
                session.createNativeQuery("select text from note", String.class).getResultList());
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(600);
    }
}
