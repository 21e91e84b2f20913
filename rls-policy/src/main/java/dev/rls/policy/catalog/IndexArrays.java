package dev.rls.policy.catalog;

import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import dev.rls.policy.render.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was compiled, as the arrays that the facts unnest. */
final class IndexArrays {

    /** Where a repair has the changeset of its table; not sent with the question, because it is long and seldom needed. */
    private static final String CHANGESET = "/* changeset */";

    private final List<@Nullable String[]> tables = new ArrayList<>();
    private final List<@Nullable String[]> references = new ArrayList<>();
    private final List<@Nullable String[]> policies = new ArrayList<>();
    private final Map<String, PolicyIndex> byTable = new HashMap<>();

    /**
     * What was compiled.
     *
     * @param indexes by units
     * @param asked which of their tables are asked about
     */
    IndexArrays(Collection<PolicyIndex> indexes, Predicate<TableName> asked) {
        for (PolicyIndex index : indexes) {
            for (ScopedEntity entity : index.entities()) {
                if (asked.test(entity.table()) && byTable.putIfAbsent(SqlText.table(entity.table()), index) == null) {
                    add(index, entity);
                }
            }
        }
    }

    private void add(PolicyIndex index, ScopedEntity entity) {
        TableName table = entity.table();
        tables.add(new @Nullable String[] {table.schema(), table.name(), tenantColumn(entity)});
        for (Reference reference : entity.declaration().references()) {
            if (reference.byKey()) {
                references.add(new @Nullable String[] {
                    table.schema(),
                    table.name(),
                    reference.column(),
                    reference.table().schema(),
                    reference.table().name(),
                    reference.key()
                });
            }
        }
        for (Policy policy : PostgresRenderer.policies(entity, index.appRole())) {
            policies.add(new @Nullable String[] {table.schema(), table.name(), policy.name(), policy.digest()});
        }
    }

    private static @Nullable String tenantColumn(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        return tenant == null || tenant.column() == null
                ? null
                : tenant.column().column();
    }

    /**
     * Of the tables schema, name and column of the tenant; of the references that a key holds schema, table, column, and
     * schema, table and column of what they refer to; of the policies schema, table, name and digest.
     */
    List<@Nullable Object[]> columns() {
        return Stream.of(columns(tables, 3), columns(references, 6), columns(policies, 4))
                .flatMap(List::stream)
                .toList();
    }

    private static List<@Nullable Object[]> columns(List<@Nullable String[]> rows, int width) {
        return IntStream.range(0, width)
                .<@Nullable Object[]>mapToObj(
                        i -> rows.stream().map(row -> row[i]).toArray())
                .toList();
    }

    /** The repair with the changeset of the table that it is about, where it needs that. */
    String complete(String repair, String table) {
        if (!repair.contains(CHANGESET)) {
            return repair;
        }
        PolicyIndex index = Objects.requireNonNull(byTable.get(table), table);
        TableName name = index.entities().stream()
                .map(ScopedEntity::table)
                .filter(candidate -> SqlText.table(candidate).equals(table))
                .findFirst()
                .orElseThrow();
        return repair.replace(CHANGESET, ChangelogRenderer.statements(index, name));
    }
}
