package dev.rls.liquibase.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.CheckedDatabase;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import dev.rls.policy.catalog.CatalogRule;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule from both sides: what breaks it is found, and the SQL of the finding silences it. */
@ParameterizedClass
@EnumSource(Version.class)
class CatalogRulesTest {

    private static TestDatabase database;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void create(Version version) throws SQLException {
        database = CheckedDatabase.create(version);
    }

    @Test
    void aDatabaseAsTheReadmeSetsItUpBreaksNone() throws SQLException {
        CatalogReport report = report();

        assertThat(report.findings()).isEmpty();
        assertThat(report.judged()).containsExactly("application", "rls_app");
        try (Connection migrator = database.migrator().connect()) {
            assertThat(CatalogReport.ofApplications(migrator, List.of(CheckedDatabase.index())))
                    .isEqualTo(report);
            assertThat(CatalogReport.ofApplications(migrator, List.of())).isEqualTo(report);
        }
        try (Connection application = database.application().connect()) {
            PolicyIndex index = CheckedDatabase.index();
            Set<TableName> mapped =
                    index.entities().stream().map(ScopedEntity::table).collect(Collectors.toSet());
            assertThat(CatalogReport.ofSession(application, List.of(index), mapped)
                            .findings())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource
    void aViolationIsFoundAndItsRepairSilencesIt(Violation declared) throws SQLException {
        Violation violation = declared.in(database.name());
        database.superuser().execute(violation.breaks());
        try {
            List<CatalogFinding> findings = findings(violation);
            assertThat(findings).as("findings of %s", violation).isNotEmpty();
            assertThat(leaks(violation)).isEqualTo(violation.leak() != null);

            for (CatalogFinding finding : findings) {
                database.superuser().execute(finding.repair());
            }
            assertThat(findings(violation)).as("after %s", findings).isEmpty();
            assertThat(leaks(violation)).isFalse();
        } finally {
            database.superuser().execute(violation.undo());
        }
        assertThat(report().findings()).as("after %s", violation.undo()).isEmpty();
    }

    static List<Violation> aViolationIsFoundAndItsRepairSilencesIt() {
        return Violation.all();
    }

    /** But of RLS746, which has a test of its own. */
    @Test
    void eachRuleIsBroken() {
        assertThat(Stream.concat(Violation.all().stream().map(Violation::id), Stream.of("RLS746"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        CatalogRule.all().stream().map(CatalogRule::id).toList());
    }

    /** Without an index it is the registry that tells what is protected; only the text of a policy it does not hold. */
    @ParameterizedTest
    @ValueSource(strings = {"RLS710", "RLS711", "RLS712", "RLS713", "RLS715", "RLS716", "RLS723", "RLS726", "RLS730"})
    void theCatalogAloneTellsIt(String id) throws SQLException {
        Violation violation = Violation.all().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        database.superuser().execute(violation.breaks());
        try (Connection connection = database.application().connect()) {
            assertThat(CatalogReport.ofApplications(connection, List.of()).findings())
                    .filteredOn(finding -> finding.id().equals(id))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.object()).isEqualTo(violation.object()))
                    .satisfies(finding -> assertThat(finding.repair().startsWith("--"))
                            .isEqualTo(List.of("RLS712", "RLS713").contains(id)));
        } finally {
            for (CatalogFinding finding : findings(violation)) {
                database.superuser().execute(finding.repair());
            }
            database.superuser().execute(violation.undo());
        }
    }

    @Test
    void aRoleOfAnotherNameIsJudgedAlone() throws SQLException {
        database.superuser().execute("create role auditor login; grant select on public.country to auditor");
        try (Connection connection = database.application().connect()) {
            CatalogReport report =
                    CatalogReport.ofRoles(connection, List.of(CheckedDatabase.index()), List.of("auditor"));

            assertThat(report.judged()).containsExactly("auditor");
            assertThat(report.findings()).extracting(CatalogFinding::id).containsExactly("RLS720");
            assertThat(report().findings()).isEmpty();
        } finally {
            database.superuser().execute("drop owned by auditor; drop role auditor");
        }
    }

    /** The installing role needs its membership of rls_owner; the application has no business in that role. */
    @Test
    void whatAMembershipLeadsToIsLeftToWhoMustHaveIt() throws SQLException {
        String memberships = "select count(*) from pg_auth_members where member = 'migrator'::regrole";
        String before = database.superuser().value(memberships);
        database.superuser().execute("grant migrator to application");
        try {
            List<CatalogFinding> findings = report().findings();
            assertThat(findings).extracting(CatalogFinding::id).contains("RLS707");
            for (CatalogFinding finding : findings) {
                database.superuser().execute(finding.repair());
            }
            assertThat(report().findings()).isEmpty();
            assertThat(database.superuser().value(memberships)).isEqualTo(before);
        } finally {
            database.superuser().execute("revoke migrator from application");
        }
    }

    @Test
    void createroleIsALeakWhereItGrantsEveryRole() throws SQLException {
        database.superuser().execute("alter role application createrole");
        try {
            assertThat(report().findings())
                    .extracting(CatalogFinding::id)
                    .containsExactly(version == Version.V15 ? "RLS701" : "RLS702");
        } finally {
            database.superuser().execute("alter role application nocreaterole");
        }
    }

    @Test
    void maintainIsToldWhereThereIsSuchARight() throws SQLException {
        if (version != Version.V15) {
            database.superuser().execute("grant maintain on public.invoice to application");
            assertThat(report().findings()).extracting(CatalogFinding::id).containsExactly("RLS724");
            database.superuser().execute(report().findings().get(0).repair());
        }
        assertThat(report().findings()).isEmpty();
    }

    /** Without a right to temporary tables nothing can stand there. */
    @Test
    void aSearchPathWithoutPgTempIsToldWhereTemporaryTablesMayBe() throws SQLException {
        database.superuser()
                .execute(
                        "create function public.answer() returns int language sql security definer set search_path = ''"
                                + " as 'select 42'; alter function public.answer() owner to migrator");
        try {
            assertThat(report().findings()).isEmpty();
            database.superuser().execute("grant temporary on database " + database.name() + " to application");
            assertThat(report().findings()).extracting(CatalogFinding::id).containsExactly("RLS751", "RLS735");
        } finally {
            database.superuser()
                    .execute("drop function public.answer(); revoke temporary on database " + database.name()
                            + " from application");
        }
    }

    /** Three of the four leave one to be told. */
    @ParameterizedTest
    @ValueSource(strings = {"permissive", "restrictive"})
    void aPolicyForAllCommandsMayHaveOneForEachBesideIt(String kind) throws SQLException {
        String other = kind.equals("permissive") ? "restrictive" : "permissive";
        String tenant = " (tenant_id = (select rls.claim_text('tenant_id')))";
        database.superuser().execute("""
                        create table public.note (id int, tenant_id text);
                        alter table public.note enable row level security;
                        alter table public.note force row level security;
                        grant select on public.note to rls_app;
                        create policy whole on public.note as %1$s using%3$s;
                        create policy reading on public.note as %2$s for select using%3$s;
                        create policy adding on public.note as %2$s for insert with check%3$s;
                        create policy changing on public.note as %2$s for update using%3$s""".formatted(kind, other, tenant));
        try {
            assertThat(report().findings()).extracting(CatalogFinding::id).containsExactly("RLS714");
            database.superuser()
                    .execute("create policy removing on public.note as %s for delete using%s".formatted(other, tenant));
            assertThat(report().findings()).isEmpty();
        } finally {
            database.superuser().execute("drop table public.note");
        }
    }

    /** What is nobody's of the application is no finding: its DBAs have views and functions of their own. */
    @Test
    void whatTheApplicationCannotReachIsNoFinding() throws SQLException {
        database.superuser().execute("""
                        create view public.every as select * from public.invoice;
                        create materialized view public.kept as select * from public.invoice;
                        create function public.ids() returns setof int language sql security definer
                          set search_path = pg_catalog, pg_temp as 'select id from public.invoice';
                        revoke execute on function public.ids() from public;
                        create view public.own with (security_invoker = true) as select * from public.invoice;
                        grant select on public.own to application;
                        create view public.bound as select * from public.invoice;
                        alter view public.bound owner to migrator;
                        grant select on public.bound to application""");
        try {
            assertThat(report().findings()).isEmpty();
        } finally {
            database.superuser()
                    .execute("drop view public.every, public.own, public.bound; drop materialized view public.kept;"
                            + " drop function public.ids()");
        }
    }

    @Test
    void aDatabaseWithoutTheSchemaIsTold() throws SQLException {
        TestDatabase empty = PostgresServer.of(version).createDatabase();
        empty.superuser().execute("create table public.invoice (id int); create table public.payment (id int)");
        try (Connection connection = empty.application().connect()) {
            assertThat(CatalogReport.ofApplications(connection, List.of(CheckedDatabase.index()))
                            .findings())
                    .extracting(CatalogFinding::id)
                    .containsExactly("RLS710", "RLS710", "RLS712", "RLS712", "RLS746");
            assertThat(CatalogReport.ofApplications(connection, List.of()).findings())
                    .isEmpty();
        }
    }

    @Test
    void twoStatementsReadItAll() throws SQLException {
        try (Connection connection = database.application().connect()) {
            List<String> statements = new ArrayList<>();
            Connection counted = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.add((String) arguments[0]);
                        }
                        return method.invoke(connection, arguments);
                    });

            CatalogReport.ofApplications(counted, List.of(CheckedDatabase.index()));

            assertThat(statements).hasSize(2);
        }
    }

    private static List<CatalogFinding> findings(Violation violation) throws SQLException {
        return report().findings().stream()
                .filter(finding ->
                        finding.id().equals(violation.id()) && finding.object().equals(violation.object()))
                .toList();
    }

    /** As the application may ask it. */
    private static CatalogReport report() throws SQLException {
        try (Connection connection = database.application().connect()) {
            return CatalogReport.ofApplications(connection, List.of(CheckedDatabase.index()));
        }
    }

    /** Whether the application is shown a row, though no claims are bound. */
    private static boolean leaks(Violation violation) {
        if (violation.leak() == null) {
            return false;
        }
        try (Connection connection = database.application().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            boolean isQuery = statement.execute(violation.leak());
            while (!isQuery) {
                isQuery = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            return false;
        }
    }
}
