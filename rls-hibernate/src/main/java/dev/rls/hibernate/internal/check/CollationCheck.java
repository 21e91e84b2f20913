package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds columns whose text PostgreSQL compares otherwise than by code points: to a policy, tenants would be one. */
final class CollationCheck {

    /** One statement for all. Names are joined, not resolved: to_regclass fails in schemas that the role may not use. */
    private static final String LOOSE = """
            select pg_catalog.format('%I.%I', n.nspname, c.relname),
                   pg_catalog.quote_ident(a.attname),
                   coalesce('is of type ' || ci.kind, 'has collation ' || l.oid::pg_catalog.regcollation),
                   case when ci.kind is null then pg_catalog.format_type(a.atttypid, a.atttypmod) else 'text' end
            from unnest(?::text[], ?::text[], ?::text[]) as named (table_schema, table_name, column_name)
            join pg_catalog.pg_namespace n on n.nspname = named.table_schema
            join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = named.table_name
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = named.column_name
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_type base on base.oid = t.typbasetype
            left join pg_catalog.pg_collation l on l.oid = a.attcollation and not l.collisdeterministic
            cross join lateral (select case when 'citext' in (t.typname, base.typname) then t.typname end) as ci (kind)
            where l.oid is not null or ci.kind is not null
            order by 1, 2""";

    private CollationCheck() {}

    static List<String> findings(Connection connection, ProtectedUnit unit) throws SQLException {
        ComparedColumns compared = new ComparedColumns();
        unit.tables().forEach(entity -> compared.add(entity.scoped()));
        List<ComparedColumns.Column> columns = List.copyOf(compared.found());
        List<String> findings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LOOSE)) {
            statement.setArray(
                    1, texts(connection, columns, column -> column.table().schema()));
            statement.setArray(
                    2, texts(connection, columns, column -> column.table().name()));
            statement.setArray(3, texts(connection, columns, ComparedColumns.Column::name));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    findings.add(CheckMessages.loose(
                            rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return findings;
    }

    private static Array texts(
            Connection connection, List<ComparedColumns.Column> columns, Function<ComparedColumns.Column, String> part)
            throws SQLException {
        return connection.createArrayOf("text", columns.stream().map(part).toArray());
    }
}
