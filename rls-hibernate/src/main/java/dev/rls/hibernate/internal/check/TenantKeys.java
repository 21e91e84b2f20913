package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Which unique indexes of PostgreSQL hold the tenant. It is noted when all is well, because migrations make keys that no
 * mapping tells, and after a violation PostgreSQL answers no question in the same transaction.
 */
final class TenantKeys {

    /** Columns that an index merely includes do not keep rows apart. */
    private static final String KEYS = """
            select n.nspname, t.relname, i.relname, a.attname
            from pg_catalog.pg_index x
            join pg_catalog.pg_class i on i.oid = x.indexrelid
            join pg_catalog.pg_class t on t.oid = x.indrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = t.oid
             and a.attnum = any ((x.indkey::pg_catalog.int2[])[0:x.indnkeyatts - 1])
            where x.indisunique and t.relname = any (?)""";

    private TenantKeys() {}

    static void note(Connection connection, ProtectedUnit unit) throws SQLException {
        Object[] tables = unit.entities().stream()
                .map(entity -> entity.scoped().table().name())
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setArray(1, connection.createArrayOf("text", tables));
            try (ResultSet keys = statement.executeQuery()) {
                while (keys.next()) {
                    for (ProtectedEntity entity : unit.entities()) {
                        if (entity.hasTenantColumn()
                                && entity.scoped().table().name().equals(keys.getString(2))
                                && Objects.equals(entity.scoped().table().schema(), keys.getString(1))
                                && entity.scoped().tenantColumn().column().equals(keys.getString(4))) {
                            unit.addTenantKey(entity, keys.getString(3));
                        }
                    }
                }
            }
        }
    }
}
