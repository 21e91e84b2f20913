package dev.rls.testkit.agreement;

import dev.rls.policy.ScopedEntity;
import dev.rls.testkit.internal.EvaluatorReading;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The negative controls: one reading gets a fault, and a case must notice. */
final class Mutants {

    /**
     * Faults that are put into policies of the database as well. That a path ignores visibility is none there: the
     * policies of the table it leads to hold within policies too.
     */
    private static final Set<TreeMutant> IN_DATABASE = EnumSet.of(
            TreeMutant.NOT_DROPPED,
            TreeMutant.LESS_OR_EQUAL_FOR_LESS,
            TreeMutant.NULL_AS_TRUE,
            TreeMutant.OR_FOR_AND,
            TreeMutant.LITERAL_QUOTED_TWICE,
            TreeMutant.ENUM_ORDINAL_OFF_BY_ONE,
            TreeMutant.CHECK_IGNORED,
            TreeMutant.SHARED_ROWS_WRITABLE,
            TreeMutant.FIRST_RULE_DROPPED);

    private static final String WRONG_TYPE_AS_ABSENT = "database: WRONG_TYPE_AS_ABSENT";

    private final Map<String, Boolean> killed = new TreeMap<>();

    Mutants() {
        for (TreeMutant mutant : TreeMutant.values()) {
            killed.put("evaluator: " + mutant, false);
        }
        for (CaseMutant mutant : CaseMutant.values()) {
            killed.put("evaluator: " + mutant, false);
        }
        IN_DATABASE.forEach(mutant -> killed.put("database: " + mutant, false));
        for (String name : List.of(
                DatabaseMutant.DROPPED,
                DatabaseMutant.PERMISSIVE,
                DatabaseMutant.OFF,
                CaseMutant.STALE_CLAIMS.name())) {
            killed.put("database: " + name, false);
        }
        killed.put("orm on H2: " + CaseMutant.STALE_CLAIMS, false);
        killed.put(WRONG_TYPE_AS_ABSENT, false);
        for (OrmMutant mutant : OrmMutant.values()) {
            killed.put("orm on H2: " + mutant, false);
        }
    }

    synchronized Set<String> killed() {
        return names(true);
    }

    synchronized Set<String> alive() {
        return names(false);
    }

    private Set<String> names(boolean dead) {
        Set<String> names = new TreeSet<>();
        killed.forEach((name, kill) -> {
            if (kill == dead) {
                names.add(name);
            }
        });
        return names;
    }

    /** Lets the faults that no case has noticed yet loose on a batch whose readings agree. */
    synchronized void attack(Batch batch, Map<Integer, Map<Case, Outcome>> agreed) {
        agreed.forEach((doc, outcomes) -> {
            Map<Case, Outcome> right = new LinkedHashMap<>(outcomes);
            evaluator(batch, doc, right);
            database(batch, doc, right);
            cases(batch, doc, right);
        });
        for (OrmMutant mutant : OrmMutant.values()) {
            orm(batch, mutant, agreed);
        }
    }

    private void orm(Batch batch, OrmMutant mutant, Map<Integer, Map<Case, Outcome>> agreed) {
        String name = "orm on H2: " + mutant;
        if (!isAlive(name)) {
            return;
        }
        try (FaultyOrm faulty = batch.faulty(mutant)) {
            agreed.forEach((doc, outcomes) -> {
                Map<Case, Outcome> right = new LinkedHashMap<>(outcomes);
                if (isAlive(name)) {
                    mark(name, faulty.reading(doc), right);
                }
            });
        }
    }

    /** A database that reads null where a claim has a wrong type. */
    synchronized void attack(Batch batch, int doc, Case found, Map<String, Outcome> outcomes) {
        if (found.unread().isEmpty() || !isAlive(WRONG_TYPE_AS_ABSENT)) {
            return;
        }
        Reading database = batch.database(doc);
        Map<String, Outcome> faulty = new LinkedHashMap<>(outcomes);
        faulty.put(database.name(), database.read(found.act(), found.unread().get(0)));
        if (Verdict.of(found, faulty, batch.evaluator(doc)) == Verdict.APART) {
            killed.put(WRONG_TYPE_AS_ABSENT, true);
        }
    }

    private void evaluator(Batch batch, int doc, Map<Case, Outcome> right) {
        TreeMutant.changing(batch.entity(doc), List.of(TreeMutant.values())).forEach((mutant, entity) -> {
            String name = "evaluator: " + mutant;
            if (isAlive(name)) {
                mark(name, new EvaluatorReading(batch.table(doc), entity, batch.rows()), right);
            }
        });
    }

    private void cases(Batch batch, int doc, Map<Case, Outcome> right) {
        List<Reading> readings = batch.readings(doc);
        for (CaseMutant mutant : CaseMutant.values()) {
            wrong(mutant, "evaluator: ", readings.get(0), right);
        }
        wrong(CaseMutant.STALE_CLAIMS, "database: ", readings.get(1), right);
        wrong(CaseMutant.STALE_CLAIMS, "orm on H2: ", readings.get(3), right);
    }

    private void wrong(CaseMutant mutant, String prefix, Reading reading, Map<Case, Outcome> right) {
        String name = prefix + mutant;
        if (!isAlive(name)) {
            return;
        }
        Case before = null;
        for (Map.Entry<Case, Outcome> entry : right.entrySet()) {
            Case now = entry.getKey();
            Case other = mutant.of(before == null ? now : before, now);
            if (!other.equals(now) && !reading.read(other.act(), other.claims()).equals(entry.getValue())) {
                killed.put(name, true);
                return;
            }
            before = now;
        }
    }

    private void database(Batch batch, int doc, Map<Case, Outcome> right) {
        ScopedEntity entity = batch.entity(doc);
        DatabaseMutant table = new DatabaseMutant(batch.postgres(), entity);
        Map<String, Runnable> faults = new LinkedHashMap<>();
        TreeMutant.changing(entity, IN_DATABASE)
                .forEach((mutant, changed) -> faults.put("database: " + mutant, () -> table.replace(changed)));
        faults.put("database: " + DatabaseMutant.DROPPED, table::drop);
        faults.put("database: " + DatabaseMutant.PERMISSIVE, table::open);
        faults.put("database: " + DatabaseMutant.OFF, table::off);
        faults.forEach((name, fault) -> {
            if (isAlive(name)) {
                fault.run();
                try {
                    mark(name, batch.database(doc), right);
                } finally {
                    table.restore();
                }
            }
        });
    }

    private void mark(String name, Reading reading, Map<Case, Outcome> right) {
        boolean noticed = right.entrySet().stream()
                .anyMatch(entry -> !reading.read(
                                entry.getKey().act(), entry.getKey().claims())
                        .equals(entry.getValue()));
        if (noticed) {
            killed.put(name, true);
        }
    }

    private boolean isAlive(String name) {
        return Boolean.FALSE.equals(killed.get(name));
    }
}
