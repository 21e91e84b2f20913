package dev.rls.liquibase.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.CheckedDatabase;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import dev.rls.policy.catalog.CatalogRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
            assertThat(CatalogReport.ofSession(application, List.of(CheckedDatabase.index()))
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
