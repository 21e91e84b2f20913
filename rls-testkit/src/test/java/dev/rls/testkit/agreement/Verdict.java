package dev.rls.testkit.agreement;

import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import java.util.Map;
import java.util.Set;

/** Whether readings agree about a case. */
enum Verdict {
    /** All came to the same. */
    ALIKE,
    /** All refused a claim of the wrong type. */
    REFUSED,
    /** Java refused a claim of the wrong type; the database never read it, and its answer does not depend on it. */
    UNREAD,
    /** The readings disagree. */
    APART;

    /**
     * Judges.
     *
     * @param found the case
     * @param outcomes by reading
     * @param evaluator tells what the database must answer if it does not read a claim
     */
    static Verdict of(Case found, Map<String, Outcome> outcomes, Reading evaluator) {
        if (outcomes.values().stream().distinct().count() == 1) {
            return outcomes.containsValue(Outcome.CLAIM_REFUSED) ? REFUSED : ALIKE;
        }
        if (found.act().kind() == Act.Kind.UPSERT
                && !found.unread().isEmpty()
                && Set.of(Outcome.CLAIM_REFUSED, Outcome.NOT_WRITTEN).containsAll(outcomes.values())) {
            return REFUSED; // Hibernate looks at the tenant of an upsert before any policy is asked
        }
        Outcome database = outcomes.get("database");
        boolean javaRefused = outcomes.entrySet().stream()
                .allMatch(entry -> entry.getKey().equals("database")
                        || entry.getValue().equals(Outcome.CLAIM_REFUSED)
                        || isUnguarded(found.act(), entry.getKey())
                                && entry.getValue().equals(database));
        boolean unread = javaRefused
                && !found.unread().isEmpty()
                && found.unread().stream()
                        .allMatch(claims -> evaluator.read(found.act(), claims).equals(database));
        return unread ? UNREAD : APART;
    }

    /** No filter belongs to an insert by HQL, so that the database alone decides it. */
    private static boolean isUnguarded(Act act, String reading) {
        return act.kind() == Act.Kind.INSERT_BULK && reading.startsWith("orm");
    }
}
