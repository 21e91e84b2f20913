package dev.rls.policy.catalog;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks all rules in one statement, after another that tells what there is to ask. */
final class CatalogQuery {

    private static final String PROBE = """
            select pg_catalog.current_database(), coalesce(pg_catalog.to_regprocedure('rls.registered_policies()') is not null, false),
                   array(select named.role_name from unnest(?::text[]) named (role_name)
                         where not exists (select from pg_catalog.pg_roles r where r.rolname = named.role_name))""";

    private static final String REGISTERED =
            "select r.table_schema, r.table_name, r.policy_name, r.digest, r.intact, r.unit"
                    + " from rls.registered_policies() r";

    private static final String NONE_REGISTERED =
            "select null::text, null::text, null::text, null::text, null::boolean, null::text where false";

    private static final String UNDEFINED_OBJECT = "42704";

    private final Connection connection;
    private final IndexArrays indexes;

    CatalogQuery(Connection connection, Collection<PolicyIndex> indexes, Predicate<TableName> asked) {
        this.connection = connection;
        this.indexes = new IndexArrays(indexes, asked);
    }

    CatalogReport ask(Collection<String> roles, boolean members, boolean registered) throws SQLException {
        Object[] names = roles.toArray();
        String database;
        boolean registry;
        try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
            statement.setArray(1, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                database = row.getString(1);
                registry = registered && row.getBoolean(2);
                String[] unknown = (String[]) row.getArray(3).getArray();
                if (unknown.length > 0) {
                    throw new SQLException(
                            "role " + String.join(", ", unknown) + " does not exist in this cluster", UNDEFINED_OBJECT);
                }
            }
        }
        return ask(database, names, members, registry);
    }

    private CatalogReport ask(String database, Object[] roles, boolean members, boolean registry) throws SQLException {
        List<String> judged = new ArrayList<>();
        List<CatalogFinding> findings = new ArrayList<>();
        List<CatalogRule> rules = CatalogRule.all();
        try (PreparedStatement statement = connection.prepareStatement(text(rules, registry))) {
            int next = 1;
            statement.setArray(next++, connection.createArrayOf("text", roles));
            statement.setBoolean(next++, members);
            statement.setBoolean(next++, registry);
            for (Object[] column : indexes.columns()) {
                statement.setArray(next++, connection.createArrayOf("text", column));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    int rule = rows.getInt(1);
                    if (rule < 0) {
                        judged.add(rows.getString(2));
                    } else {
                        findings.add(finding(rules.get(rule), rows));
                    }
                }
            }
        }
        return new CatalogReport(
                database,
                judged.stream().sorted().toList(),
                findings.stream().sorted().toList());
    }

    private CatalogFinding finding(CatalogRule rule, ResultSet row) throws SQLException {
        String object = row.getString(2);
        return new CatalogFinding(
                rule.id(), rule.risk(), object, row.getString(3), indexes.complete(row.getString(4), object));
    }

    private static String text(List<CatalogRule> rules, boolean registry) {
        List<String> parts = new ArrayList<>();
        for (CatalogRule rule : rules) {
            parts.add("select " + parts.size() + ", found.* from (\n" + rule.sql()
                    + "\n) found (object, problem, repair)");
        }
        return CatalogRule.facts().replace("/* registered */", registry ? REGISTERED : NONE_REGISTERED)
                + "select -1, j.role_name, null, null from judged j\nunion all\n"
                + parts.stream().collect(Collectors.joining("\nunion all\n"));
    }
}
