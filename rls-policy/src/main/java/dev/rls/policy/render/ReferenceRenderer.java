package dev.rls.policy.render;

import dev.rls.policy.ColumnRef;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders what keeps references inside the tenant as changesets of their own, behind those of the policies: a row that
 * leads out of its tenant stops what comes here, and must not keep any table from being protected.
 *
 * <p>First the unique keys, one for each that is referred to, then the references. The DDL is in functions of schema rls,
 * because what is to be done depends on what stands in the catalog: the action of the foreign key that is replaced, a key
 * that was built before, the force of row security under which nothing may be validated.
 */
final class ReferenceRenderer {

    private static final String ATTRIBUTES =
            " dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:";

    private static final String KEY = """

            --changeset rls:%1$s
            --comment Key of %2$s with the tenant, for references to it
            -- Writes to the table wait while its index is built. A large table gets it before, outside of any transaction; it is
            -- taken as it stands here once it is valid:
            --   create unique index concurrently on %3$s (%4$s, %5$s);
            set local lock_timeout = '5s';
            select rls.add_tenant_key(%6$s);
            --rollback set local lock_timeout = '5s';
            --rollback select rls.drop_tenant_key(%6$s);
            """;

    private static final String REFERENCE = """

            --changeset rls:%1$s
            --comment %2$s: %3$s leads to %4$s of the same tenant
            -- In place of the foreign key of %5$s alone, and with its action on delete:
            --   foreign key (%6$s, %5$s) references %7$s (%8$s, %9$s)
            -- Nobody reads or writes the two tables while their rows are validated. Large ones get the key before, as
            -- "References inside the tenant" of docs/operations.md has it; it is then taken as it stands.
            %10$sset local lock_timeout = '5s';
            select rls.add_tenant_reference(%11$s);
            --rollback set local lock_timeout = '5s';
            --rollback select rls.drop_tenant_reference(%11$s);
            """;

    /** The policy looks at what is written from now on. */
    private static final String ROWS = """

            --changeset rls:%1$s
            --comment %2$s: %3$s leads to %4$s of the same tenant, or to one that all share
            -- The policies of the table see to it from now on. Here it is asked of the rows that are there, and nothing is changed.
            %5$sset local lock_timeout = '5s';
            select rls.check_tenant_reference(%6$s);
            --rollback empty
            """;

    private ReferenceRenderer() {}

    static void render(PolicyIndex index, StringBuilder out) {
        keys(index).forEach((id, text) -> out.append(text));
        for (Map.Entry<TableName, Map<String, Found>> table : references(index).entrySet()) {
            table.getValue()
                    .values()
                    .forEach(found -> out.append(reference(index, table.getKey(), found.entity, found.reference)));
        }
    }

    private record Found(ScopedEntity entity, Reference reference) {}

    /** Entities may share a table, and associations a column. */
    private static Map<TableName, Map<String, Found>> references(PolicyIndex index) {
        Map<TableName, Map<String, Found>> tables = new TreeMap<>();
        for (ScopedEntity entity : index.entities()) {
            for (Reference reference : entity.declaration().references()) {
                tables.computeIfAbsent(entity.table(), table -> new TreeMap<>())
                        .putIfAbsent(reference.column() + " " + reference.table(), new Found(entity, reference));
            }
        }
        return tables;
    }

    private static Map<String, String> keys(PolicyIndex index) {
        Map<String, String> keys = new TreeMap<>();
        references(index).values().stream()
                .flatMap(found -> found.values().stream())
                .map(Found::reference)
                .filter(Reference::byKey)
                .forEach(reference -> {
                    String id = ChangelogRenderer.changesetId(index.unit(), reference.table()) + "/key."
                            + ChangelogRenderer.plain(reference.key());
                    keys.putIfAbsent(id, key(index, id, reference));
                });
        return keys;
    }

    private static String key(PolicyIndex index, String id, Reference reference) {
        String tenant = tenant(reference);
        return KEY.formatted(
                attributes(id, index),
                reference.target(),
                SqlText.table(reference.table()),
                SqlText.identifier(tenant),
                SqlText.identifier(reference.key()),
                literals(SqlText.table(reference.table()), tenant, reference.key()));
    }

    private static String reference(PolicyIndex index, TableName table, ScopedEntity entity, Reference reference) {
        ColumnRef own = entity.tenant() == null ? null : entity.tenant().column();
        if (own == null || reference.tenant() == null) {
            return "";
        }
        String id = attributes(ChangelogRenderer.referenceChangesetId(index.unit(), table, reference), index);
        String check = "select rls.check_table(%s);\n".formatted(literals(table.schema(), table.name(), index.unit()));
        String arguments = literals(
                SqlText.table(table),
                own.column(),
                reference.column(),
                SqlText.table(reference.table()),
                tenant(reference),
                reference.key());
        return reference.byKey()
                ? REFERENCE.formatted(
                        id,
                        entity.entity(),
                        reference.attribute(),
                        reference.target(),
                        SqlText.identifier(reference.column()),
                        SqlText.identifier(own.column()),
                        SqlText.table(reference.table()),
                        SqlText.identifier(tenant(reference)),
                        SqlText.identifier(reference.key()),
                        check,
                        arguments)
                : ROWS.formatted(id, entity.entity(), reference.attribute(), reference.target(), check, arguments);
    }

    private static String attributes(String id, PolicyIndex index) {
        return id + ATTRIBUTES + PolicyIndex.changelogResource(index.unit());
    }

    private static String tenant(Reference reference) {
        @Nullable String tenant = reference.tenant();
        if (tenant == null) {
            throw new IllegalArgumentException(reference + " leads to a table without a tenant");
        }
        return tenant;
    }

    private static String literals(String... values) {
        return Stream.of(values).map(SqlText::literal).collect(Collectors.joining(", "));
    }
}
