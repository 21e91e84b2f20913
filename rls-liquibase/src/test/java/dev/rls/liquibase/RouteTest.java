package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Other ways in than the application's, such as business intelligence: a login, a pool, grants and policies of their own. */
@ParameterizedClass
@EnumSource(Version.class)
class RouteTest {

    private static Shop shop;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void create(Version version) throws SQLException {
        shop = Shop.create(version);
    }

    @Test
    void aRouteReachesNothingUntilItIsGiven() throws SQLException {
        try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
            Rejection.of(() -> tenants(reporting, "shop.invoice")).hasState("42501");
        }
        migrator("grant select on shop.invoice to shop_reporting");
        try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
            assertThat(tenants(reporting, "shop.invoice"))
                    .as("granted, but no permissive policy names it")
                    .isEmpty();
        } finally {
            migrator("revoke select on shop.invoice from shop_reporting");
        }
    }

    @Test
    void aRouteReadsOneTenantAndWritesNothing() throws SQLException {
        migrator(Recipe.of("route"));
        try {
            Rejection.of(() -> tenants(shop.database().as(Shop.REPORTING).connect(), "shop.invoice"))
                    .mentions("RLS501");
            sees("acme");
            try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
                Rejection.of(() -> Sql.execute(reporting, "insert into shop.invoice values (3, 'acme')"))
                        .hasState("42501");
            }
            migrator("drop policy rls_tenant_restrict on shop.invoice");
            sees("acme");
            migrator("alter policy reporting on shop.invoice using (true)");
            try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
                assertThat(tenants(reporting, "shop.invoice"))
                        .as("control: a policy that asks for nothing, and nothing beside it")
                        .containsExactly("acme", "globex");
            }
        } finally {
            closeAgain();
        }
    }

    /** For whom the compiled policies are not, one that reads claims as they do is no finding; one that asks nothing is. */
    @Test
    void theCatalogCheckKnowsARoute() throws SQLException {
        migrator(Recipe.of("route"));
        try (Connection login = shop.database().as(Shop.LOGIN).connect()) {
            assertThat(found(login)).isEmpty();
            migrator("alter policy reporting on shop.invoice using (true)");
            assertThat(found(login)).containsExactly("RLS715", "RLS715");
            migrator("alter policy reporting on shop.invoice using (tenant_id = (select rls.claim_text('tenant_id')))");
            for (String wider : List.of("shop", "shop_app", "rls_app", "public")) {
                migrator("alter policy reporting on shop.invoice to " + wider);
                assertThat(found(login)).as("to %s", wider).contains("RLS715");
            }
        } finally {
            closeAgain();
        }
    }

    /** Of the route, and of all that may bind. */
    private static List<String> found(Connection connection) throws SQLException {
        CatalogReport route = CatalogReport.ofRoles(connection, List.of(Shop.index()), List.of(Shop.REPORTING));
        CatalogReport all = CatalogReport.ofApplications(connection, List.of());
        assertThat(all.judged()).contains(Shop.LOGIN, Shop.REPORTING);
        return Stream.of(route, all)
                .flatMap(report -> report.findings().stream())
                .map(CatalogFinding::id)
                .toList();
    }

    /** What one route may is not what another may, unless somebody makes it a member. */
    @Test
    void aRouteIsNoMemberOfAnother() throws SQLException {
        try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
            Rejection.of(() -> Sql.execute(reporting, "delete from shop.invoice"))
                    .hasState("42501");
        }
        Rejection.of(() -> shop.database().as(Shop.REPORTING).column("select rls.bind_claims('{}')"))
                .hasState("42501");
        Rejection.of(() -> shop.database().as(Shop.JOBS).column("select rls.revoke_key('test-rsa')"))
                .hasState("42501");

        shop.database().superuser().execute("grant shop_app to shop_reporting");
        try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
            assertThat(reporting.createStatement().executeUpdate("delete from shop.invoice"))
                    .as("control: a member of the application's group")
                    .isEqualTo(1);
        } finally {
            shop.database().superuser().execute("revoke shop_app from shop_reporting");
        }
    }

    /** Jobs have no token: they say who they act for, one tenant after the other. */
    @Test
    void aJobBindsClaimsWithoutATokenOneTenantAtATime() throws SQLException {
        migrator(
                "create policy jobs on shop.invoice to shop_jobs using (tenant_id = (select rls.claim_text('tenant_id')))",
                "grant select on shop.invoice to shop_jobs");
        try (Connection jobs = shop.database().as(Shop.JOBS).connect()) {
            jobs.setAutoCommit(false);
            for (String tenant : new String[] {"acme", "globex"}) {
                Sql.column(jobs, "select rls.bind_claims(jsonb_build_object('tenant_id', ?::text))", tenant);
                assertThat(tenants(jobs, "shop.invoice")).containsExactly(tenant);
                jobs.commit();
            }
        } finally {
            migrator("drop policy jobs on shop.invoice", "revoke select on shop.invoice from shop_jobs");
        }
    }

    private static void sees(String tenant) throws SQLException {
        try (Connection reporting = shop.boundAs(Shop.REPORTING)) {
            assertThat(tenants(reporting, "shop.invoice")).containsExactly(tenant);
        }
    }

    private static void closeAgain() throws SQLException {
        migrator(
                "drop policy if exists reporting on shop.invoice", "revoke select on shop.invoice from shop_reporting");
        Installer.PSQL.update(shop.database(), Shop.MIGRATOR, "changelog.sql", Invoices.changelog(Shop.index()));
    }

    private static void migrator(String... statements) throws SQLException {
        shop.database().as(Shop.MIGRATOR).execute(statements);
    }
}
