package dev.rls.testkit.agreement;

import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.Policy;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.render.PostgresRenderer;
import dev.rls.policy.render.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts other policies on a table than the changelog did, and the right ones back. */
final class DatabaseMutant {

    /** Who reads the table afterwards must get what it got before. */
    static final String DROPPED = "POLICIES_DROPPED_FROM_TABLE";

    static final String PERMISSIVE = "USING_TRUE_IN_PLACE_OF_POLICIES";
    static final String OFF = "ROW_SECURITY_SWITCHED_OFF";

    private final TestDatabase database;
    private final ScopedEntity entity;
    private final String table;

    DatabaseMutant(TestDatabase database, ScopedEntity entity) {
        this.database = database;
        this.entity = entity;
        this.table = SqlText.table(entity.table());
    }

    void replace(ScopedEntity by) {
        List<String> sql = dropped();
        PostgresRenderer.policies(by, "rls_app").forEach(policy -> sql.add(create(policy)));
        execute(sql);
    }

    void drop() {
        execute(dropped());
    }

    void open() {
        List<String> sql = dropped();
        sql.add("create policy everybody on " + table + " using (true)");
        execute(sql);
    }

    void off() {
        execute(List.of("alter table " + table + " disable row level security"));
    }

    void restore() {
        execute(List.of(
                "alter table " + table + " enable row level security", "drop policy if exists everybody on " + table));
        replace(entity);
    }

    private List<String> dropped() {
        try {
            List<String> sql = new ArrayList<>();
            for (String name : database.superuser()
                    .column(
                            "select policyname from pg_policies where schemaname = ? and tablename = ?",
                            entity.table().schema(),
                            entity.table().name())) {
                sql.add("drop policy " + SqlText.identifier(name) + " on " + table);
            }
            return sql;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String create(Policy policy) {
        return "create policy " + SqlText.identifier(policy.name()) + " on " + table + " as "
                + (policy.restrictive() ? "restrictive" : "permissive") + " for " + policy.command() + " to "
                + policy.roles() + (policy.using() == null ? "" : " using (" + policy.using() + ")")
                + (policy.check() == null ? "" : " with check (" + policy.check() + ")");
    }

    private void execute(List<String> sql) {
        if (sql.isEmpty()) {
            return;
        }
        try {
            database.migrator().execute(String.join(";\n", sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
