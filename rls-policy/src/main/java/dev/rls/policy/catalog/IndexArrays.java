package dev.rls.policy.catalog;

import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was compiled, as the arrays that the facts unnest: tables, then policies. */
final class IndexArrays {

    private final List<@Nullable String[]> tables = new ArrayList<>();
    private final List<@Nullable String[]> policies = new ArrayList<>();

    private IndexArrays() {}

    static IndexArrays of(Collection<PolicyIndex> indexes) {
        IndexArrays arrays = new IndexArrays();
        for (PolicyIndex index : indexes) {
            Set<TableName> seen = new HashSet<>();
            for (ScopedEntity entity : index.entities()) {
                if (seen.add(entity.table())) {
                    arrays.add(index, entity);
                }
            }
        }
        return arrays;
    }

    private void add(PolicyIndex index, ScopedEntity entity) {
        TableName table = entity.table();
        tables.add(new String[] {
            table.schema(), table.name(), tenantColumn(entity), ChangelogRenderer.statements(index, table)
        });
        for (Policy policy : PostgresRenderer.policies(entity, index.appRole())) {
            policies.add(new String[] {table.schema(), table.name(), policy.name(), policy.digest()});
        }
    }

    private static @Nullable String tenantColumn(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        return tenant == null || tenant.column() == null
                ? null
                : tenant.column().column();
    }

    /** Four of the tables (schema, name, column of the tenant, changeset), four of the policies (…, name, digest). */
    List<@Nullable Object[]> columns() {
        List<@Nullable Object[]> columns = new ArrayList<>();
        for (List<@Nullable String[]> rows : List.of(tables, policies)) {
            for (int i = 0; i < 4; i++) {
                int column = i;
                columns.add(rows.stream().map(row -> row[column]).toArray());
            }
        }
        return columns;
    }
}
