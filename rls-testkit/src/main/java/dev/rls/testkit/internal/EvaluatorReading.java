package dev.rls.testkit.internal;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.evaluate.ClaimRefs;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.policy.evaluate.ClaimValues;
import dev.rls.policy.evaluate.Evaluator;
import dev.rls.policy.evaluate.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evaluator, over rows it is told. It says what PostgreSQL documents about policies, in the words of this class. */
public final class EvaluatorReading implements Reading {

    private final MappedTable table;
    private final ScopedEntity entity;
    private final TableName name;
    private final Rows rows;

    /**
     * A reading.
     *
     * @param table the table
     * @param entity its policies
     * @param rows what all tables hold
     */
    public EvaluatorReading(MappedTable table, ScopedEntity entity, Rows rows) {
        this.table = table;
        this.entity = entity;
        this.name = entity.table();
        this.rows = rows;
    }

    @Override
    public String name() {
        return "evaluator";
    }

    @Override
    public Outcome read(Act act, Claims claims) {
        try {
            if (finds(act)) {
                ClaimValues.check(ClaimRefs.of(entity, Operation.SELECT, false), claims);
                if (visible(targets(act), claims).isEmpty()) {
                    return Outcome.NOT_WRITTEN;
                }
            }
            if (act.kind() == Act.Kind.UPSERT) {
                ClaimValues.check(ClaimRefs.of(entity, Operation.INSERT, true), claims);
            }
            ClaimValues.check(
                    ClaimRefs.of(entity, operation(act), act.kind() == Act.Kind.INSERT_ENTITY && table.generated()),
                    claims);
            return switch (act.kind()) {
                case SELECT -> Outcome.rows(ids(visible(rows.of(name), claims)));
                case FIND -> Outcome.rows(ids(visible(targets(act), claims)));
                case UPDATE_BULK -> update(act, claims);
                case UPDATE_ENTITY -> Outcome.written(update(act, claims).text().startsWith("1 "));
                case DELETE_BULK -> delete(act, claims);
                case DELETE_ENTITY ->
                    Outcome.written(!reached(act, Operation.DELETE, claims).isEmpty());
                case INSERT_BULK -> insert(act, claims, false);
                case INSERT_ENTITY -> insert(act, claims, table.generated());
                case UPSERT -> upsert(act, claims);
            };
        } catch (ClaimTypeException e) {
            return Outcome.CLAIM_REFUSED;
        }
    }

    /** Whether a row is found before it is changed: claims for reading are looked at before those for writing then. */
    private static boolean finds(Act act) {
        return act.kind() == Act.Kind.UPDATE_ENTITY || act.kind() == Act.Kind.DELETE_ENTITY;
    }

    private static Operation operation(Act act) {
        return switch (act.kind()) {
            case SELECT, FIND -> Operation.SELECT;
            case UPDATE_BULK, UPDATE_ENTITY, UPSERT -> Operation.UPDATE;
            case DELETE_BULK, DELETE_ENTITY -> Operation.DELETE;
            case INSERT_BULK, INSERT_ENTITY -> Operation.INSERT;
        };
    }

    /**
     * Whether some rows are in and some are out, or some acts of this kind pass and some do not.
     *
     * @param act what a user does
     * @param claims who he is
     * @return whether the policies of its operation tell rows of the table apart
     */
    public boolean isMixed(Act act, Claims claims) {
        Operation operation = operation(act);
        Predicate predicate = operation == Operation.INSERT ? entity.check(operation) : entity.using(operation);
        try {
            long in = rows.of(name).stream()
                    .filter(row -> holds(predicate, row, claims))
                    .count();
            return in > 0 && in < rows.of(name).size();
        } catch (ClaimTypeException e) {
            return false;
        }
    }

    private Outcome update(Act act, Claims claims) {
        Map<String, @Nullable Object> changed = stored(act);
        List<StoredRow> reached = reached(act, Operation.UPDATE, claims);
        List<StoredRow> after = new ArrayList<>();
        for (StoredRow row : rows.of(name)) {
            if (!reached.contains(row)) {
                after.add(row);
                continue;
            }
            StoredRow written = row.with(changed);
            if (!holds(entity.check(Operation.UPDATE), written, claims)
                    || !holds(entity.using(Operation.SELECT), written, claims)) {
                return Outcome.REJECTED;
            }
            after.add(written);
        }
        Map.Entry<String, @Nullable Object> mark = changed.entrySet().iterator().next();
        Object value = mark.getValue();
        List<StoredRow> touched = visible(after, claims).stream()
                .filter(row -> value != null && value.equals(row.values().get(mark.getKey())))
                .toList();
        return Outcome.updated(reached.size(), ids(touched));
    }

    private Outcome delete(Act act, Claims claims) {
        List<StoredRow> reached = reached(act, Operation.DELETE, claims);
        List<StoredRow> left = new ArrayList<>(rows.of(name));
        left.removeAll(reached);
        return Outcome.changed(reached.size(), ids(visible(left, claims)));
    }

    private Outcome insert(Act act, Claims claims, boolean returning) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        table.columns().forEach(column -> values.put(column.name(), null));
        values.put(table.id().name(), null);
        values.putAll(stored(act));
        StoredRow row = new StoredRow(rows, name, values);
        boolean passes = holds(entity.check(Operation.INSERT), row, claims)
                && (!returning || holds(entity.using(Operation.SELECT), row, claims));
        return passes ? Outcome.WRITTEN : Outcome.NOT_WRITTEN;
    }

    /** What is inserted must pass in any case; what is there already must be within reach. */
    private Outcome upsert(Act act, Claims claims) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(act.values());
        values.put(table.id().attribute(), act.ids().get(0));
        Outcome inserted = insert(new Act(act.kind(), List.of(), values), claims, true);
        boolean there = !targets(act).isEmpty();
        return there && inserted.equals(Outcome.WRITTEN)
                ? Outcome.written(update(act, claims).text().startsWith("1 "))
                : inserted;
    }

    private Map<String, @Nullable Object> stored(Act act) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        act.values().forEach((attribute, value) -> {
            MappedColumn column = table.column(attribute);
            stored.put(column.name(), column.stored(value));
        });
        return stored;
    }

    private List<StoredRow> reached(Act act, Operation operation, Claims claims) {
        return visible(targets(act), claims).stream()
                .filter(row -> holds(entity.using(operation), row, claims))
                .toList();
    }

    private List<StoredRow> targets(Act act) {
        return rows.of(name).stream()
                .filter(row -> act.ids().isEmpty()
                        || act.ids().contains(row.values().get(table.id().name())))
                .toList();
    }

    private List<StoredRow> visible(List<StoredRow> candidates, Claims claims) {
        return candidates.stream()
                .filter(row -> holds(entity.using(Operation.SELECT), row, claims))
                .toList();
    }

    private static boolean holds(Predicate predicate, StoredRow row, Claims claims) {
        return Evaluator.evaluate(predicate, row, claims, Instant.now()) == Truth.TRUE;
    }

    private List<?> ids(List<StoredRow> some) {
        return some.stream().map(row -> row.values().get(table.id().name())).toList();
    }
}
