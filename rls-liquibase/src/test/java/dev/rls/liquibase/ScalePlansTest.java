package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How PostgreSQL runs queries over a million invoices beneath the policies, against how it runs the same ones for a role
 * without row security with the predicate written by hand.
 */
class ScalePlansTest extends InvoicesOnEveryPostgres {

    private static final String SCHEMA = "scale";

    /** A {@code ?} is the tenant; what stands between bars is the predicate that Hibernate or a hand writes. */
    private static final Map<String, String> QUERIES = Map.of(
            "by key", "select * from scale.invoice i where i.id = 46|and i.tenant_id = ?|",
            "page", "select * from scale.invoice i where true|and i.tenant_id = ?|order by i.id limit 50",
            "newest", "select * from scale.invoice i where true|and i.tenant_id = ?|order by i.created desc limit 50",
            "count", "select count(*) from scale.invoice i where true|and i.tenant_id = ?|",
            "join of three",
                    "select count(*) from scale.customer c join scale.invoice i on i.customer_id = c.id|and i.tenant_id = ?|join"
                            + " scale.payment p on p.invoice_id = i.id|and p.tenant_id = ?|where c.id = 46|and c.tenant_id = ?|",
            "change by key", "update scale.invoice i set amount = 0 where i.id = 46|and i.tenant_id = ?|",
            "removal by key", "delete from scale.payment p where p.id = 46|and p.tenant_id = ?|");

    /** What a planner that does not know the tenant cannot tell: that a third of a tenth of all rows is open. */
    private static final String FILTER_AND_PAGE =
            "select * from scale.invoice i where i.status = 'open'|and i.tenant_id = ?|order by i.id limit 50";

    @BeforeParameterizedClassInvocation
    static void fill() throws SQLException {
        Sql migrator = invoices.database().migrator();
        migrator.execute("create schema " + SCHEMA, "grant usage on schema " + SCHEMA + " to rls_app");
        ScaleTables.fill(migrator, SCHEMA, 1_000_000);
        ScaleTables.protect(invoices, SCHEMA);
    }

    static Stream<Arguments> queries() {
        return Stream.concat(QUERIES.values().stream(), Stream.of(FILTER_AND_PAGE))
                .flatMap(query -> tenants().map(tenant -> Arguments.of(query, tenant)));
    }

    static Stream<Arguments> nativeQueries() {
        return QUERIES.values().stream().flatMap(query -> tenants().map(tenant -> Arguments.of(query, tenant)));
    }

    static Stream<String> tenants() {
        return Stream.of(ScaleTables.BIG, ScaleTables.SMALL);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void whatHibernateWritesRunsAsIfThereWereNoPolicies(String query, String tenant) throws SQLException {
        assertThat(protectedPlan(tenant, written(query)).shape())
                .isEqualTo(plan(invoices.database().superuser(), tenant, written(query))
                        .shape());
    }

    /** Natively, without a word about the tenant. */
    @ParameterizedTest
    @MethodSource("nativeQueries")
    void policiesAloneAddNoScanOfATableAndNoSort(String query, String tenant) throws SQLException {
        PlanTree byHand = plan(invoices.database().superuser(), tenant, written(query));
        PlanTree protectedPlan = protectedPlan(tenant, left(query));

        assertThat(protectedPlan.nodes()).as(protectedPlan.shape()).noneMatch(ScalePlansTest::isScanOfAll);
        assertThat(sorts(protectedPlan)).as(protectedPlan.shape()).isLessThanOrEqualTo(sorts(byHand));
    }

    @ParameterizedTest
    @MethodSource("nativeQueries")
    void genericPlansScanNoTable(String query, String tenant) throws SQLException {
        try (Connection connection = bound(tenant)) {
            Sql.execute(
                    connection,
                    "set local plan_cache_mode = force_generic_plan",
                    "prepare q (text) as " + written(query).replace("?", "$1"));
            PlanTree plan = PlanTree.of(connection, "execute q ('" + tenant + "')");

            assertThat(plan.nodes()).as(plan.shape()).noneMatch(ScalePlansTest::isScanOfAll);
            Sql.execute(connection, "deallocate q");
        }
    }

    /** The control: what looks at the claim row by row, or as a set. */
    @ParameterizedTest
    @MethodSource("tenants")
    void controlOtherWaysToWriteThePolicyScanTheTable(String tenant) throws SQLException {
        String by = "scale.invoice using (tenant_id in (select unnest(array[rls.claim_text('tenant_id')])))";
        Sql migrator = invoices.database().migrator();
        migrator.execute("alter policy rls_tenant_permit on " + by, "alter policy rls_tenant_restrict on " + by);
        try {
            assertThat(protectedPlan(tenant, left(QUERIES.get("count"))).nodes())
                    .anyMatch(ScalePlansTest::isScanOfAll);
        } finally {
            String again = "scale.invoice using (tenant_id = (select rls.claim_text('tenant_id')))";
            migrator.execute(
                    "alter policy rls_tenant_permit on " + again, "alter policy rls_tenant_restrict on " + again);
        }
    }

    @Test
    void partitionsOfOthersAreNotRead() throws SQLException {
        try (Connection connection = bound(ScaleTables.SMALL)) {
            PlanTree plan = PlanTree.run(connection, "select count(*) from scale.event");

            assertThat(plan.all().mapToLong(PlanTree::pruned).sum())
                    .as(plan.shape())
                    .isEqualTo(7);
        }
    }

    @Test
    void whatIsLargeIsReadInParallel() throws SQLException {
        try (Connection connection = bound(ScaleTables.BIG)) {
            Sql.execute(
                    connection,
                    "set local parallel_setup_cost = 0",
                    "set local parallel_tuple_cost = 0",
                    "set local min_parallel_table_scan_size = 0",
                    "set local min_parallel_index_scan_size = 0");
            for (String query : List.of(
                    "select count(*) from scale.invoice",
                    "select sum(i.amount) from scale.customer c join scale.invoice i on i.customer_id = c.id")) {
                PlanTree plan = PlanTree.of(connection, query);
                assertThat(plan.nodes()).as(plan.shape()).anyMatch(node -> node.startsWith("Gather"));
            }
        }
    }

    private static boolean isScanOfAll(String node) {
        return node.equals("Seq Scan");
    }

    private static long sorts(PlanTree plan) {
        return plan.nodes().stream().filter(node -> node.contains("Sort")).count();
    }

    private static PlanTree protectedPlan(String tenant, String query) throws SQLException {
        try (Connection connection = bound(tenant)) {
            return plan(connection, tenant, query);
        }
    }

    private static PlanTree plan(Sql role, String tenant, String query) throws SQLException {
        try (Connection connection = role.connect()) {
            return plan(connection, tenant, query);
        }
    }

    private static PlanTree plan(Connection connection, String tenant, String query) throws SQLException {
        Object[] values =
                query.chars().filter(c -> c == '?').mapToObj(c -> tenant).toArray();
        return PlanTree.of(connection, query, values);
    }

    private static Connection bound(String tenant) throws SQLException {
        return invoices.boundTo(tenant);
    }

    /** With the predicates. */
    private static String written(String query) {
        return query.replace('|', ' ');
    }

    /** Without. */
    private static String left(String query) {
        return query.replaceAll("\\|[^|]*\\|", " ");
    }
}
