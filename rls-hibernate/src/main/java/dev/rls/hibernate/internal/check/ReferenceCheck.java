package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Finds foreign keys that do not hold the tenant though they should: without it a row can refer to another tenant's, and the
 * error of the database tells which identifiers exist there.
 */
final class ReferenceCheck {

    /**
     * For each reference whether a valid foreign key over both columns stands, and which one over the reference alone. Names
     * are joined, not resolved: to_regclass fails in schemas that the role may not use.
     */
    private static final String KEYS = """
            with stored (table_schema, table_name, other_schema, other_name, name, valid, pairs) as (
              select tn.nspname::text, t.relname::text, fn.nspname::text, f.relname::text, c.conname::text, c.convalidated,
                     (select array_agg(a.attname || ' ' || b.attname order by a.attname)
                      from unnest(c.conkey, c.confkey) as k (own, other)
                      join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
                      join pg_catalog.pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other)
              from pg_catalog.pg_constraint c
              join pg_catalog.pg_class t on t.oid = c.conrelid
              join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
              join pg_catalog.pg_class f on f.oid = c.confrelid
              join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
              where c.contype = 'f' and t.relname = any (?))
            select n.place,
                   bool_or(s.valid and s.pairs = array(
                       select p from unnest(array[n.tenant || ' ' || n.other_tenant, n.reference || ' ' || n.key]) p
                       order by split_part(p, ' ', 1))) is true,
                   min(s.name) filter (where s.pairs = array[n.reference || ' ' || n.key])
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              with ordinality as n (table_schema, table_name, tenant, reference, other_schema, other_name, other_tenant, key,
                                    place)
            left join stored s using (table_schema, table_name, other_schema, other_name)
            group by n.place
            order by n.place""";

    private ReferenceCheck() {}

    private record Held(ProtectedEntity entity, Reference reference) {}

    static List<String> findings(Connection connection, ProtectedUnit unit) throws SQLException {
        List<Held> all = new ArrayList<>();
        for (ProtectedEntity entity : unit.tables()) {
            entity.scoped().declaration().references().stream()
                    .filter(Reference::byKey)
                    .forEach(reference -> all.add(new Held(entity, reference)));
        }
        List<String> findings = new ArrayList<>();
        if (all.isEmpty()) {
            return findings;
        }
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            List<Function<Held, String>> parts = List.of(
                    held -> held.entity().scoped().table().name(),
                    held -> held.entity().scoped().table().schema(),
                    held -> held.entity().scoped().table().name(),
                    held -> held.entity().scoped().tenantColumn().column(),
                    held -> held.reference().column(),
                    held -> held.reference().table().schema(),
                    held -> held.reference().table().name(),
                    held -> Objects.requireNonNull(held.reference().tenant()),
                    held -> held.reference().key());
            for (int i = 0; i < parts.size(); i++) {
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text", all.stream().map(parts.get(i)).toArray()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Held held = all.get(rows.getInt(1) - 1);
                    String single = rows.getString(3);
                    if (!rows.getBoolean(2)) {
                        findings.add(CheckMessages.noTenantInKey(held.entity(), held.reference()));
                    } else if (single != null) {
                        findings.add(CheckMessages.keyBeside(held.entity(), held.reference(), single));
                    }
                }
            }
        }
        return findings;
    }
}
