package dev.rls.testkit.internal;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Parts;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.ValueType;
import dev.rls.policy.evaluate.ClaimRefs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows, claims and acts for entities that nothing is known of but their mapping and their policies. */
public final class Generated {

    private static final int ROWS = 8;

    private final Random random;
    private final Values values;
    private final Map<MappedTable, List<Map<String, @Nullable Object>>> rows = new LinkedHashMap<>();
    private final Set<ClaimRef> claims = new LinkedHashSet<>();
    private final Set<String> tenants = new LinkedHashSet<>();

    /**
     * Generates rows.
     *
     * @param random where chance comes from
     * @param tables the entities
     * @param policies of those that have some
     * @throws IllegalStateException RLS603 if rows of an entity cannot be generated
     */
    public Generated(Random random, List<MappedTable> tables, List<ScopedEntity> policies) {
        this.random = random;
        this.values = new Values(random, policies);
        for (ScopedEntity entity : policies) {
            if (entity.tenant() != null && entity.tenant().column() != null) {
                tenants.add(entity.tenantColumn().attribute());
            }
            for (Operation operation : Operation.values()) {
                claims.addAll(ClaimRefs.of(entity, operation, true));
            }
        }
        List<MappedTable> waiting = new ArrayList<>(tables);
        while (!waiting.isEmpty()) {
            MappedTable next = waiting.stream()
                    .filter(table -> missing(table).isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("RLS603: rows of "
                            + waiting.get(0).entity() + " cannot be generated: " + missing(waiting.get(0))
                            + " must lead to a row of an entity that is not generated before it. Name that entity too,"
                            + " or leave this one out"));
            waiting.remove(next);
            rows.put(next, rowsOf(next));
        }
    }

    /** Associations that must not be null and lead to what is not there yet. */
    private List<String> missing(MappedTable table) {
        return table.columns().stream()
                .filter(MappedColumn::association)
                .filter(column -> !column.nullable() && targets(column, null).isEmpty())
                .map(MappedColumn::attribute)
                .toList();
    }

    private List<Map<String, @Nullable Object>> rowsOf(MappedTable table) {
        if (!table.others().isEmpty()) {
            throw new IllegalStateException("RLS603: rows of " + table.entity() + " cannot be generated: "
                    + table.others() + " must have a value of a type that is unknown here. Leave the entity out");
        }
        List<Map<String, @Nullable Object>> generated = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put(table.id().attribute(), id(table));
            fill(table, row);
            generated.add(row);
        }
        return generated;
    }

    private Object id(MappedTable table) {
        return switch (table.id().type()) {
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case LONG -> 1_000_000_000L + random.nextInt(1_000_000_000);
            case INTEGER -> 1_000_000_000 + random.nextInt(1_000_000_000);
            case STRING -> "g" + Long.toString(random.nextInt(Integer.MAX_VALUE), 36);
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP ->
                throw new IllegalStateException("RLS603: rows of " + table.entity()
                        + " cannot be generated: there is no telling a free identifier. Leave the entity out");
        };
    }

    private void fill(MappedTable table, Map<String, @Nullable Object> row) {
        for (boolean association : new boolean[] {false, true}) { // what a row may refer to depends on its tenant
            for (MappedColumn column : table.columns()) {
                if (column.association() == association) {
                    row.put(
                            column.attribute(),
                            column.nullable() && random.nextInt(6) == 0 ? null : value(column, tenant(row)));
                }
            }
        }
    }

    private @Nullable Object value(MappedColumn column, @Nullable Object tenant) {
        if (column.association()) {
            List<Object> own = targets(column, tenant);
            List<Object> targets = own.isEmpty() ? targets(column, null) : own;
            return targets.isEmpty() ? null : targets.get(random.nextInt(targets.size()));
        }
        return values.of(column);
    }

    /** Of a tenant, because foreign keys may hold it; of all if it is null. */
    private List<Object> targets(MappedColumn column, @Nullable Object tenant) {
        List<Object> ids = new ArrayList<>();
        rows.forEach((table, some) -> {
            if (column.javaType().isAssignableFrom(table.type())) {
                for (Map<String, @Nullable Object> row : some) {
                    Object id = row.get(table.id().attribute());
                    if (id != null && (tenant == null || tenant.equals(tenant(row)))) {
                        ids.add(id);
                    }
                }
            }
        });
        return ids;
    }

    private @Nullable Object tenant(Map<String, @Nullable Object> row) {
        return tenants.stream()
                .filter(attribute -> row.get(attribute) != null)
                .findFirst()
                .map(row::get)
                .orElse(null);
    }

    /**
     * The rows.
     *
     * @return by table, parents first; values by attribute
     */
    public Map<MappedTable, List<Map<String, @Nullable Object>>> rows() {
        return rows;
    }

    /**
     * A user.
     *
     * @return claims of the types the policies want, of which some are absent
     */
    public Claims claims() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (ClaimRef claim : claims) {
            if (!claim.required() && random.nextInt(8) == 0) {
                continue;
            }
            Object value = claim.array() ? array(claim.type()) : values.claim(claim.type());
            put(all, claim.path(), value);
        }
        return Claims.of(all);
    }

    private List<Object> array(ValueType type) {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(values.claim(type));
        }
        return elements;
    }

    @SuppressWarnings("unchecked") // the maps inside are made here
    private static void put(Map<String, @Nullable Object> into, List<String> path, Object value) {
        if (path.size() == 1) {
            into.put(path.get(0), value);
        } else if (into.computeIfAbsent(path.get(0), name -> new LinkedHashMap<String, @Nullable Object>())
                instanceof Map<?, ?> inner) {
            put((Map<String, @Nullable Object>) inner, path.subList(1, path.size()), value);
        }
    }

    /**
     * Something the user does.
     *
     * @param table with rows of this table
     * @param policies its policies
     * @param number the number of the act
     * @return the act
     */
    public Act act(MappedTable table, ScopedEntity policies, int number) {
        List<Object> ids = new ArrayList<>();
        if (random.nextBoolean()) {
            rows.getOrDefault(table, List.of()).stream()
                    .map(row -> row.get(table.id().attribute()))
                    .filter(id -> id != null && random.nextBoolean())
                    .forEach(ids::add);
        }
        Map<String, @Nullable Object> written = written(table, policies);
        return switch (number % 5) {
            case 0, 1 -> new Act(Act.Kind.SELECT, List.of(), Map.of());
            case 2 -> new Act(Act.Kind.DELETE_BULK, ids, Map.of());
            case 3 ->
                written.isEmpty()
                        ? new Act(Act.Kind.SELECT, List.of(), Map.of())
                        : new Act(Act.Kind.UPDATE_BULK, ids, written);
            default ->
                isDecidedByNewIdentifier(table, policies)
                        ? new Act(Act.Kind.SELECT, List.of(), Map.of())
                        : new Act(Act.Kind.INSERT_ENTITY, List.of(), inserted(table, policies));
        };
    }

    /** Each reading would get another identifier, and may rightly decide otherwise. */
    private static boolean isDecidedByNewIdentifier(MappedTable table, ScopedEntity policies) {
        return !table.assigned()
                && policies.rules().stream()
                        .flatMap(rule -> Stream.of(rule.using(), rule.check()))
                        .flatMap(predicate -> Parts.all(predicate).stream())
                        .flatMap(predicate -> Parts.operands(predicate).stream())
                        .anyMatch(operand -> operand instanceof ColumnRef column
                                && column.column().equals(table.id().name()));
    }

    private Map<String, @Nullable Object> written(MappedTable table, ScopedEntity policies) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        List<MappedColumn> columns = table.columns().stream()
                .filter(column -> column.updatable() && !isTenant(column, policies))
                .toList();
        List<MappedColumn> plain =
                columns.stream().filter(column -> !column.association()).toList();
        if (!plain.isEmpty()) {
            write(plain, written); // first, because by the first the readings find the touched rows again
            write(columns, written);
        }
        return written;
    }

    private void write(List<MappedColumn> columns, Map<String, @Nullable Object> written) {
        MappedColumn column = columns.get(random.nextInt(columns.size()));
        Object value = value(column, null);
        if (value != null || column.nullable()) {
            written.put(column.attribute(), value);
        }
    }

    private Map<String, @Nullable Object> inserted(MappedTable table, ScopedEntity policies) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (!table.generated()) {
            row.put(table.id().attribute(), id(table));
        }
        fill(table, row);
        for (MappedColumn column : table.columns()) {
            if (isTenant(column, policies)) {
                row.put(column.attribute(), values.of(column)); // never null, because the ORM would stamp it
            }
        }
        return row;
    }

    private static boolean isTenant(MappedColumn column, ScopedEntity policies) {
        TenantRule tenant = policies.tenant();
        return tenant != null
                && tenant.column() != null
                && tenant.column().column().equals(column.name());
    }
}
