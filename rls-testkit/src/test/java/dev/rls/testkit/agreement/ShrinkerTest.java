package dev.rls.testkit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.testkit.agreement.EntitySpec.Tenancy;
import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.EvaluatorReading;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fault put into one reading is shrunk to the part of a policy, the row and the claims that show it. */
class ShrinkerTest {

    private static final Condition NOT =
            new Condition.Negation(new Condition.Junction("or", List.of(test("num in (1, 2)"), test("name = :sub"))));

    private static final BatchPlan PLAN = plan();

    @Test
    void aFaultOfTheEvaluatorIsShrunk() {
        Disagreement least = shrunk(ShrinkerTest::withoutNot);

        assertThat(policies(least))
                .isEqualTo("@RowPolicy(name = \"p1\", on = {DELETE}, using = \"not (num in (1, 2))\")\n");
        assertThat(rows(least)).hasSize(1);
        assertThat(least.found().claims().asMap()).containsOnlyKeys("tenant_id");
        assertThat(least.text()).contains("evaluator: ").contains("database: ");
    }

    @Test
    void policiesMissingFromTheTableAreShrunk() {
        Disagreement least = shrunk(ShrinkerTest::withoutRowSecurity);

        assertThat(least.plan().docs().get(least.doc()).rules()).hasSizeLessThanOrEqualTo(1);
        assertThat(rows(least)).hasSize(1);
        assertThat(least.found().claims().asMap()).containsOnlyKeys("tenant_id");
    }

    /** Shrinks, and shows that what is left still disagrees, because of the fault alone. */
    private static Disagreement shrunk(BiFunction<Batch, Integer, List<Reading>> faulty) {
        Disagreement found;
        try (Batch batch = new Batch(PLAN, Version.V18)) {
            Case first = PLAN.cases().get(0).get(0);
            found = new Disagreement(0, PLAN, 0, first, outcomes(faulty.apply(batch, 0), first));
            assertThat(Verdict.of(first, found.outcomes(), batch.evaluator(0))).isEqualTo(Verdict.APART);
        }
        Disagreement least = Shrinker.shrink(found, faulty);
        try (Batch batch = new Batch(least.plan(), Version.V18)) {
            assertThat(outcomes(batch.readings(least.doc()), least.found()).values().stream()
                            .distinct())
                    .hasSize(1);
            assertThat(outcomes(faulty.apply(batch, least.doc()), least.found()))
                    .isEqualTo(least.outcomes());
            assertThat(least.outcomes().values().stream().distinct()).hasSize(2);
        }
        return least;
    }

    private static List<Reading> withoutNot(Batch batch, int doc) {
        List<Reading> readings = new ArrayList<>(batch.readings(doc));
        TreeMutant.changing(batch.entity(doc), List.of(TreeMutant.NOT_DROPPED))
                .forEach((mutant, entity) ->
                        readings.set(0, new EvaluatorReading(batch.table(doc), entity, batch.rows())));
        return readings;
    }

    private static List<Reading> withoutRowSecurity(Batch batch, int doc) {
        new DatabaseMutant(batch.postgres(), batch.entity(doc)).off();
        return batch.readings(doc);
    }

    private static Map<String, Outcome> outcomes(List<Reading> readings, Case each) {
        return Agreement.outcomes(readings, each, UnaryOperator.identity());
    }

    private static String policies(Disagreement found) {
        return found.plan().docs().get(found.doc()).policies();
    }

    private static List<Map<String, @Nullable Object>> rows(Disagreement found) {
        return found.plan().rows().get(found.doc());
    }

    private static BatchPlan plan() {
        EnumSet<Operation> all = EnumSet.allOf(Operation.class);
        EntitySpec doc = new EntitySpec(
                "Doc00",
                false,
                Kind.STRING,
                Tenancy.PLAIN,
                List.of(new Rule("p0", all, test("flag is null"), null), new Rule("p1", all, NOT, null)),
                List.of());
        Claims claims = Claims.of(Map.of("tenant_id", "acme", "sub", "alice", "rank", 3));
        Act act = new Act(Act.Kind.DELETE_BULK, List.of(), Map.of());
        String team = EntitySpec.IMPORTS + "@Entity\n@TenantScoped\npublic class Team extends TeamRow {\n"
                + EntitySpec.tenantId(Kind.STRING) + "}\n";
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (long id = 1; id <= 6; id++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("tenantId", id == 6 ? "globex" : "acme");
            row.put("num", (int) id);
            row.put("name", "bob");
            rows.add(row);
        }
        return new BatchPlan(
                Kind.STRING,
                team,
                List.of(doc),
                List.of(),
                List.of(),
                List.of(rows),
                List.of(List.of(new Case(claims, act))));
    }

    private static Condition test(String text) {
        return new Condition.Test(text, List.of());
    }
}
