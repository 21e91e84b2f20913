package dev.rls.testkit.agreement;

import dev.rls.testkit.internal.Outcome;
import java.util.Map;

/**
 * A case that the readings do not decide alike.
 *
 * @param batch where it was found
 * @param plan the plan of that batch
 * @param doc which entity
 * @param found the case
 * @param outcomes by reading
 */
record Disagreement(int batch, BatchPlan plan, int doc, Case found, Map<String, Outcome> outcomes) {

    /** Enough to see and repeat it. */
    String text() {
        EntitySpec spec = plan.docs().get(doc);
        StringBuilder out = new StringBuilder("batch ")
                .append(batch)
                .append(", ")
                .append(spec.name())
                .append('\n');
        out.append(spec.source().replace(EntitySpec.IMPORTS, ""));
        if (spec.source().contains("team")) {
            out.append(plan.team().replace(EntitySpec.IMPORTS, ""));
            plan.teams()
                    .forEach(row -> out.append("team ").append(Case.stable(row)).append('\n'));
        }
        if (spec.source().contains("folder")) {
            plan.folders()
                    .forEach(row ->
                            out.append("folder ").append(Case.stable(row)).append('\n'));
        }
        plan.rows()
                .get(doc)
                .forEach(row -> out.append("row ").append(Case.stable(row)).append('\n'));
        out.append("case ").append(found.text()).append('\n');
        outcomes.forEach((reading, outcome) ->
                out.append("  ").append(reading).append(": ").append(outcome).append('\n'));
        return out.toString();
    }
}
