package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.render.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;

/** Asks PostgreSQL's catalog and schema rls, as the role the application connects as. */
final class CatalogCheck {

    /** A member of a role can become it, so membership counts as much as the attribute. */
    private static final String POWERS = """
            select 'is a superuser or a member of one'
            where exists (select from pg_catalog.pg_roles r
                          where r.rolsuper and pg_catalog.pg_has_role(session_user, r.oid, 'member'))
            union all
            select 'has BYPASSRLS or is a member of a role that has it'
            where exists (select from pg_catalog.pg_roles r
                          where r.rolbypassrls and not r.rolsuper
                            and pg_catalog.pg_has_role(session_user, r.oid, 'member'))
            union all
            select 'owns schema rls or is a member of its owner'
            where exists (select from pg_catalog.pg_namespace n
                          where n.nspname = 'rls' and pg_catalog.pg_has_role(session_user, n.nspowner, 'member'))""";

    /** Whoever registers keys, or brings those of an issuer, can sign for every tenant. */
    private static final String KEYS = """
            select coalesce(pg_catalog.string_agg(r.rolname, ', ' order by r.rolname), '') from pg_catalog.pg_roles r
            where r.rolname in ('rls_keys', 'rls_key_job') and pg_catalog.pg_has_role(session_user, r.oid, 'member')""";

    /** A policy of that name is made by the schema tool of Hibernate 8, whose own row security goes by it. */
    private static final String TABLE = """
            select pg_catalog.pg_has_role(session_user, c.relowner, 'member'),
                   c.relrowsecurity and c.relforcerowsecurity,
                   c.oid = pg_catalog.to_regclass(?),
                   exists (select from pg_catalog.pg_policy p
                           where p.polrelid = c.oid and p.polname = 'hibernate_tenant_isolation')
            from pg_catalog.pg_class c where c.oid = pg_catalog.to_regclass(?)""";

    /** In the simple protocol the driver writes parameters into the text, where the server's statistics show them. */
    private static final String SIMPLE_QUERIES = """
            select position(? in a.query) > 0
            from pg_catalog.pg_stat_activity a where a.pid = pg_catalog.pg_backend_pid()""";

    private static final String MAY_BIND = """
            select pg_catalog.has_function_privilege('rls.bind_ticket(text, text)', 'execute')
                or pg_catalog.has_function_privilege('rls.bind_claims(jsonb)', 'execute')""";

    private static final String CHANGED = "changed by hand";

    private final Connection connection;
    private final SqlStringGenerationContext names;
    private final ProtectedUnit unit;
    private final List<String> findings = new ArrayList<>();
    private boolean beyond;

    CatalogCheck(Connection connection, SqlStringGenerationContext names, ProtectedUnit unit) {
        this.connection = connection;
        this.names = names;
        this.unit = unit;
    }

    List<String> findings() throws SQLException {
        String role = text("select session_user");
        boolean superuser = checkPowers(role);
        String keys = text(KEYS);
        if (!superuser && !keys.isEmpty()) {
            findings.add(CheckMessages.mayRegisterKeys(role, keys));
        }
        if (isTrue(SIMPLE_QUERIES, "rls parameter probe")) {
            findings.add(CheckMessages.SIMPLE_QUERIES);
        }
        if (isTrue("select pg_catalog.current_setting('log_parameter_max_length_on_error') <> '0'")) {
            findings.add(CheckMessages.PARAMETERS_IN_ERRORS);
        }
        if (!isTrue("select pg_catalog.to_regnamespace('rls') is not null")) {
            findings.add(CheckMessages.NO_SCHEMA);
        } else if (!isTrue("select pg_catalog.to_regprocedure('rls.settled_generation()') is not null")) {
            findings.add(CheckMessages.OLD_SCHEMA);
        } else {
            Map<String, String> registered = registered();
            for (ProtectedEntity entity : unit.tables()) {
                boolean forced = checkTable(entity, role, superuser);
                entity.policies().forEach(policy -> checkPolicy(entity, policy, registered, forced));
            }
            // Whoever is to connect as another role should not be told to grant this one more.
            if (!beyond && !isTrue(MAY_BIND)) {
                findings.add(CheckMessages.mayNotBind(role, index()));
            }
        }
        return findings;
    }

    /** Whether the role is a superuser, who owns everything as well. */
    private boolean checkPowers(String role) throws SQLException {
        boolean superuser = false;
        try (PreparedStatement statement = connection.prepareStatement(POWERS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!superuser) {
                    addBeyond(role, rows.getString(1));
                }
                superuser |= rows.getString(1).contains("superuser");
            }
        }
        return superuser;
    }

    private void addBeyond(String role, String power) {
        findings.add(CheckMessages.beyondRowSecurity(role, power, index()));
        beyond = true;
    }

    /** Whether row-level security is enabled and forced there. */
    private boolean checkTable(ProtectedEntity entity, String role, boolean superuser) throws SQLException {
        String written = names.format(entity.table().getQualifiedTableName());
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, written);
            statement.setString(2, SqlText.table(entity.scoped().table()));
            try (ResultSet row = statement.executeQuery()) {
                boolean exists = row.next();
                if (exists && row.getBoolean(1) && !superuser) {
                    addBeyond(role, "owns " + entity.scoped().table() + " or is a member of its owner");
                }
                if (!exists || !row.getBoolean(3)) {
                    findings.add(CheckMessages.mapsTo(entity, written));
                }
                boolean forced = !exists || row.getBoolean(2);
                if (!forced) {
                    findings.add(CheckMessages.notForced(entity));
                }
                if (exists && row.getBoolean(4)) {
                    findings.add(CheckMessages.hibernatePolicy(entity));
                }
                return forced;
            }
        }
    }

    private void checkPolicy(ProtectedEntity entity, Policy policy, Map<String, String> registered, boolean forced) {
        String found = registered.get(key(entity.scoped().table(), policy.name()));
        if (!forced && (found == null || found.equals(CHANGED))) {
            return; // the changeset is named already, once for all policies, and to be unforced is to be changed
        }
        if (found == null) {
            findings.add(CheckMessages.differs(entity, policy, "absent"));
        } else if (found.equals(CHANGED)) {
            findings.add(CheckMessages.changedByHand(entity, policy));
        } else if (!found.equals(policy.digest())) {
            findings.add(CheckMessages.differs(entity, policy, found.substring(0, 8)));
        }
    }

    /** Digests by table and policy; {@link #CHANGED} where the policy no longer stands as it was registered. */
    private Map<String, String> registered() throws SQLException {
        Map<String, String> digests = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select table_schema, table_name, policy_name, digest, intact from rls.registered_policies()");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                digests.put(key(table, rows.getString(3)), rows.getBoolean(5) ? rows.getString(4) : CHANGED);
            }
        }
        return digests;
    }

    private PolicyIndex index() {
        return unit.entities().iterator().next().index();
    }

    private static String key(TableName table, String policy) {
        return SqlText.table(table) + "/" + policy;
    }

    private boolean isTrue(String query, String... parameters) throws SQLException {
        return "t".equals(text(query, parameters));
    }

    private String text(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }
}
