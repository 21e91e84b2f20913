package dev.rls.policy.render;

import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders an index as a changelog for the DBA: Liquibase formatted SQL, one changeset per table, that plain psql runs as
 * it is. Every statement can run again, and the rollback leaves the table as it was before: without these policies and
 * without rights of the application, and without row security unless the table has other policies.
 */
public final class ChangelogRenderer {

    private static final String HEADER = """
            --liquibase formatted sql

            -- Row-level security of unit "%s", generated from the annotations of its entities. Change those, not this file.
            -- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
            -- log in, set role to it. Run it with Liquibase or with
            --   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
            -- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.
            """;

    /** The path stands at each changeset because Liquibase 5 does not take it from the first line. */
    private static final String CHANGESET = """

            --changeset rls:%1$s dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:%4$s
            --comment %2$s
            %5$sselect rls.check_table(%6$s);
            set local lock_timeout = '5s';
            alter table %3$s enable row level security;
            alter table %3$s force row level security;
            """;

    /** A policy that the annotations no longer ask for could admit what they now exclude. */
    private static final String DROP_STALE = """
            do %5$s
            declare
              stale text;
            begin
              for stale in
                  select p.policy_name from rls.registered_policies() p
                  where p.table_schema = %2$s and p.table_name = %3$s
                    and p.policy_name not in (%4$s) loop
                execute pg_catalog.format(%1$s, stale);
                perform rls.unregister_policy(%2$s, %3$s, stale);
              end loop;
            end
            %5$s;
            """;

    private static final String POLICY = """
            drop policy if exists %1$s on %2$s;
            create policy %1$s on %2$s as %3$s for %4$s to %5$s%6$s;
            comment on policy %1$s on %2$s is %7$s;
            """;

    private static final String READS = """
            -- Reads %1$s with the rights of whoever queries: that table must be there first, and %2$s.
            """;

    /** A table that others wrote policies for stays closed. */
    private static final String OPEN = """
            do %3$s
            begin
              if not exists (
                  select from pg_catalog.pg_policy where polrelid = %2$s::pg_catalog.regclass::pg_catalog.oid) then
                alter table %1$s no force row level security;
                alter table %1$s disable row level security;
              end if;
            end
            %3$s;
            """;

    private static final Pattern LIQUIBASE = Pattern.compile("--(changeset|comment|rollback) ");

    private ChangelogRenderer() {}

    /**
     * The changelog of an index.
     *
     * @param index what is protected
     * @return the text, in the order of the tables' names
     */
    public static String render(PolicyIndex index) {
        StringBuilder out = new StringBuilder(HEADER.formatted(index.unit()));
        entitiesByTable(index).forEach((table, entities) -> changeset(index, table, entities, out));
        ReferenceRenderer.render(index, out);
        return out.toString();
    }

    /**
     * The statements of one table's changeset, for those who run them beside the changelog.
     *
     * @param index what is protected
     * @param table a table of the index
     * @return SQL that can run again, without the lines that are Liquibase's
     */
    public static String statements(PolicyIndex index, TableName table) {
        StringBuilder out = new StringBuilder();
        changeset(index, table, entitiesByTable(index).getOrDefault(table, List.of()), out);
        return out.toString()
                .lines()
                .filter(line -> !line.isEmpty() && !LIQUIBASE.matcher(line).lookingAt())
                .collect(Collectors.joining("\n"));
    }

    private static Map<TableName, List<ScopedEntity>> entitiesByTable(PolicyIndex index) {
        Map<TableName, List<ScopedEntity>> tables = new TreeMap<>();
        index.entities()
                .forEach(entity -> tables.computeIfAbsent(entity.table(), table -> new ArrayList<>())
                        .add(entity));
        return tables;
    }

    private static void changeset(PolicyIndex index, TableName name, List<ScopedEntity> entities, StringBuilder out) {
        String table = SqlText.table(name);
        String role = SqlText.identifier(index.appRole());
        Map<String, Policy> policies = new LinkedHashMap<>();
        entities.forEach(entity -> PostgresRenderer.policies(entity, index.appRole())
                .forEach(policy -> policies.putIfAbsent(policy.name(), policy)));

        out.append(CHANGESET.formatted(
                changesetId(index.unit(), name),
                names(entities) + ": " + PolicyComment.of(entities.get(0)),
                table,
                PolicyIndex.changelogResource(index.unit()),
                reads(index, entities.get(0)),
                literals(name.schema(), name.name(), index.unit())));
        out.append(dropStale(name, policies.keySet()));
        String origin = "rls-hibernate: generated from %s, see %s"
                .formatted(names(entities), PolicyIndex.changelogResource(index.unit()));
        policies.values().forEach(policy -> out.append(create(name, policy, origin)));
        policies.values().forEach(policy -> out.append(register(index.unit(), name, policy)));
        out.append("grant select, insert, update, delete on %s to %s;\n".formatted(table, role));

        rollback(out, "set local lock_timeout = '5s';");
        rollback(out, "revoke select, insert, update, delete on %s from %s;".formatted(table, role));
        policies.values().forEach(policy -> {
            rollback(
                    out,
                    "select rls.unregister_policy(%s);".formatted(literals(name.schema(), name.name(), policy.name())));
            rollback(out, "drop policy if exists %s on %s;".formatted(SqlText.identifier(policy.name()), table));
        });
        OPEN.formatted(table, SqlText.literal(table), tag(table)).lines().forEach(line -> rollback(out, line));
    }

    /** What the DBA has to see to, because the subqueries of a policy are nobody's but the querying role's. */
    private static String reads(PolicyIndex index, ScopedEntity entity) {
        Set<TableName> own = new HashSet<>();
        index.entities().forEach(other -> own.add(other.table()));
        StringBuilder lines = new StringBuilder();
        for (TableName table : PostgresRenderer.reads(entity)) {
            lines.append(READS.formatted(
                    SqlText.table(table),
                    own.contains(table)
                            ? "its own changeset grants select on it"
                            : "its owner grants select on it to " + SqlText.identifier(index.appRole())));
        }
        return lines.toString();
    }

    private static String dropStale(TableName name, Collection<String> policies) {
        String table = SqlText.table(name);
        return DROP_STALE.formatted(
                SqlText.literal("drop policy if exists %I on " + table),
                SqlText.literal(name.schema()),
                SqlText.literal(name.name()),
                policies.stream().map(SqlText::literal).collect(Collectors.joining(", ")),
                tag(table));
    }

    private static String create(TableName table, Policy policy, String origin) {
        return POLICY.formatted(
                SqlText.identifier(policy.name()),
                SqlText.table(table),
                policy.restrictive() ? "restrictive" : "permissive",
                policy.command(),
                policy.roles(),
                clause("using", policy.using()) + clause("with check", policy.check()),
                SqlText.literal(origin));
    }

    private static String clause(String words, @Nullable String expression) {
        return expression == null ? "" : "\n  " + words + " (" + expression + ")";
    }

    /** The database remembers the policy as it stands now, so that a later change by hand is noticed at start-up. */
    private static String register(String unit, TableName table, Policy policy) {
        return "select rls.register_policy(%s);\n"
                .formatted(literals(table.schema(), table.name(), policy.name(), policy.digest(), unit));
    }

    private static String literals(String... values) {
        return Stream.of(values).map(SqlText::literal).collect(Collectors.joining(", "));
    }

    private static void rollback(StringBuilder out, String statement) {
        out.append("--rollback ").append(statement).append('\n');
    }

    /** A dollar quote that the name does not end. */
    private static String tag(String table) {
        String tag = "rls";
        while (table.contains("$" + tag + "$")) {
            tag += "_";
        }
        return "$" + tag + "$";
    }

    private static String names(List<ScopedEntity> entities) {
        return String.join(", ", entities.stream().map(ScopedEntity::entity).toList());
    }

    /**
     * The id of a table's changeset.
     *
     * @param unit the unit
     * @param table the table
     * @return the id, without the author
     */
    public static String changesetId(String unit, TableName table) {
        return unit + "/" + plain(table.schema()) + "." + plain(table.name());
    }

    /**
     * The id of the changeset that holds a reference inside the tenant.
     *
     * @param unit the unit
     * @param table the table that refers
     * @param reference the reference
     * @return the id, without the author
     */
    public static String referenceChangesetId(String unit, TableName table, Reference reference) {
        return changesetId(unit, table) + "/reference." + plain(reference.column());
    }

    /** Liquibase ends an id at white space, reads attributes in it after a colon, and compares it without case. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean kept = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_';
            plain.append(kept ? String.valueOf((char) b) : "%" + HexFormat.of().toHexDigits(b));
        }
        return plain.toString();
    }
}
