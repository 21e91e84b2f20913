package dev.rls.testkit;

import dev.rls.claims.Claims;
import dev.rls.policy.ScopedEntity;
import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.EvaluatorReading;
import dev.rls.testkit.internal.Generated;
import dev.rls.testkit.internal.MappedTable;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Planted;
import dev.rls.testkit.internal.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;

/**
 * What was compared, and found to agree.
 *
 * @param cases acts of generated users that the ORM, the database and the evaluator decided alike
 * @param mixed those of them whose policies let some rows in and keep some out
 * @param seed what the rows and claims were generated from; property {@code rls.agreement.seed} sets it
 */
public record Agreement(int cases, int mixed, long seed) {

    private static final int CASES_PER_ENTITY = 100;

    static Agreement of(RowSecurity security, List<Class<?>> entities) {
        DataSource owner = security.owner();
        if (owner == null || security.application() == null) {
            throw new IllegalStateException("RLS602: agreement needs a database and someone who plants rows. Call"
                    + " withDatabase(..) with the application's data source and withOwner(..) with the owner's");
        }
        long seed = Long.getLong("rls.agreement.seed", System.nanoTime());
        List<MappedTable> tables = new ArrayList<>();
        List<ScopedEntity> policies = new ArrayList<>();
        for (Class<?> entity : entities) {
            tables.add(MappedTable.of(security.factory(), entity));
            security.find(entity).ifPresent(policies::add);
        }
        if (policies.isEmpty()) {
            throw new IllegalStateException("RLS601: none of " + entities + " has a policy. Annotate one of them with"
                    + " @TenantScoped or @RowPolicy and compile it with rls-processor");
        }
        Generated generated = new Generated(new Random(seed), tables, policies);
        int cases = 0;
        int mixed = 0;
        try (Planted planted = Planted.of(owner, generated.rows())) {
            for (MappedTable table : tables) {
                ScopedEntity scoped = security.find(table.type()).orElse(null);
                if (scoped == null) {
                    continue;
                }
                EvaluatorReading evaluator = new EvaluatorReading(table, scoped, planted.rows());
                List<Reading> readings = new ArrayList<>(List.of(evaluator));
                readings.addAll(security.readings(table));
                for (int i = 0; i < CASES_PER_ENTITY; i++) {
                    Claims claims = generated.claims();
                    Act act = generated.act(table, scoped, i);
                    if (agree(readings, table, act, claims, seed)) {
                        cases++;
                        mixed += evaluator.isMixed(act, claims) ? 1 : 0;
                    }
                }
            }
        }
        return new Agreement(cases, mixed, seed);
    }

    /** What a constraint stopped says nothing about policies. */
    private static boolean agree(List<Reading> readings, MappedTable table, Act act, Claims claims, long seed) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        readings.forEach(reading -> outcomes.put(reading.name(), reading.read(act, claims)));
        if (outcomes.containsValue(Outcome.CONSTRAINT)) {
            return false;
        }
        if (outcomes.values().stream().distinct().count() > 1) {
            StringBuilder text = new StringBuilder("ORM, database and evaluator do not agree about ")
                    .append(table.entity())
                    .append(", seed ")
                    .append(seed);
            text.append("\n  ").append(act);
            text.append("\n  claims ").append(claims.asMap());
            outcomes.forEach((reading, outcome) ->
                    text.append("\n  ").append(reading).append(": ").append(outcome));
            throw new AssertionError(text.toString());
        }
        return true;
    }
}
