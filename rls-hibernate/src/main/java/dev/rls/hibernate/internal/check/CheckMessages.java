package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.RlsSettings;
import dev.rls.hibernate.StartRefusedException;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.RowSecurity;
import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.SqlText;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** The messages of the start-up check. Problem, value, fix. */
final class CheckMessages {

    static final String NOT_ASKED =
            "the database could not be asked whether it holds the policies that were compiled. It"
                    + " must be reachable at start, by a connection of the application's own";

    static final String NOT_ALLOWED =
            "the application's login may not ask whether the database holds the policies that were compiled; the cause names"
                    + " what it lacks. Grant its group USAGE on the schema of each protected table";

    static final String NO_SCHEMA = "schema rls is missing: run dev/rls/liquibase/schema.sql of rls-liquibase first";

    static final String OLD_SCHEMA = "schema rls is older than this library: run dev/rls/liquibase/schema.sql of"
            + " rls-liquibase again, as whoever installed it";

    static final String SIMPLE_QUERIES = "the driver sends tokens as text of the statement, for statistics and logs to"
            + " keep: remove preferQueryMode=simple from the JDBC URL";

    static final String PARAMETERS_IN_ERRORS =
            "the server puts parameters, tokens among them, into errors and its log: set log_parameter_max_length_on_error"
                    + " to 0 again, with alter role … reset or alter database … reset";

    private CheckMessages() {}

    static StartRefusedException refused(List<String> findings) {
        return new StartRefusedException(
                "RLS120", "the database does not protect what was compiled:\n  " + String.join("\n  ", findings), null);
    }

    static String weakened(List<CatalogFinding> findings) {
        return "RLS126: the database protects what was compiled, but one more mistake may open it:\n  "
                + findings.stream().map(CheckMessages::finding).collect(Collectors.joining("\n  "));
    }

    static String finding(CatalogFinding finding) {
        return finding.object() + ": " + finding.problem() + " (" + finding.id() + "). Repair: " + finding.repair();
    }

    static StartRefusedException countedKeys(ProtectedEntity entity) {
        return new StartRefusedException(
                "RLS128",
                "keys of " + entity.entityName() + " are counted up from the largest one (generator \"increment\"), of"
                        + " which each tenant sees its own: they would collide. Draw them from a sequence or an identity"
                        + " column, or make UUIDs",
                null);
    }

    static StartRefusedException refusedCollations(List<String> findings) {
        return new StartRefusedException(
                "RLS122",
                "policies compare text by its code points, but not in these columns, where PostgreSQL may take one"
                        + " tenant for another:\n  " + String.join("\n  ", findings)
                        + "\nPolicies that name such a column have to be dropped before, and brought again after by"
                        + " their changelog, run with psql",
                null);
    }

    static StartRefusedException refusedReferences(List<String> findings) {
        return new StartRefusedException(
                "RLS125",
                "rows can refer to rows of other tenants, because foreign keys do not ask row security:\n  "
                        + String.join("\n  ", findings)
                        + "\nWhere that is meant, say so at the association with @CrossTenantReference",
                null);
    }

    static String noTenantInKey(ProtectedEntity entity, Reference reference) {
        return key(entity, reference) + " is absent, or not validated" + changeset(entity, reference);
    }

    static String keyBeside(ProtectedEntity entity, Reference reference, String single) {
        return key(entity, reference) + " stands beside " + single
                + ", and which of the two an error names tells whether another tenant has the row"
                + changeset(entity, reference)
                + ". Liquibase counts it as run: delete its row from databasechangelog first, or run the file with psql";
    }

    private static String key(ProtectedEntity entity, Reference reference) {
        return "%s: foreign key (%s, %s) references %s (%s, %s)"
                .formatted(
                        entity.scoped().table(),
                        entity.scoped().tenantColumn().column(),
                        reference.column(),
                        reference.table(),
                        reference.tenant(),
                        reference.key());
    }

    private static String changeset(ProtectedEntity entity, Reference reference) {
        return "; brought by changeset rls:"
                + ChangelogRenderer.referenceChangesetId(
                        entity.index().unit(), entity.scoped().table(), reference)
                + " of "
                + PolicyIndex.changelogResource(entity.index().unit());
    }

    static String noRowSecurity(SessionFactoryImplementor factory) {
        Dialect dialect = factory.getJdbcServices().getDialect();
        String why = RowSecurity.isOf(dialect)
                ? "THE ROW-LEVEL SECURITY OF THIS DATABASE IS NOT USED (" + RlsSettings.ENFORCE + "=orm)"
                : "NO ROW-LEVEL SECURITY IN THIS DATABASE ("
                        + dialect.getClass().getSimpleName() + ")";
        return "RLS190: " + why
                + ": Hibernate stands alone, and whatever reaches the tables past it is unprotected. docs/limits.md says"
                + " what that is. Use it for development, or until the policies are there";
    }

    static String mayNotBind(String role, PolicyIndex index) {
        return "role " + role + " may bind no claims: grant " + index.appRole() + " to it";
    }

    static String beyondRowSecurity(String role, String power, PolicyIndex index) {
        return "role " + role + " " + power + ", for which row-level security does not hold: connect as a role of the"
                + " application's own, a member of " + index.appRole() + " and of nothing else";
    }

    static String mayRegisterKeys(String role, String groups) {
        return "role " + role + " may register verification keys, and so sign for every tenant: revoke " + groups
                + " from it";
    }

    static String mapsTo(ProtectedEntity entity, String written) {
        return entity.scoped().table() + ": Hibernate writes " + written + ", which is not this table here. Name the"
                + " schema to both: hibernate.default_schema and -Arls.schema=<name>, or in the mapping";
    }

    static String notForced(ProtectedEntity entity) {
        return entity.scoped().table() + ": row-level security is not enabled and forced" + changeset(entity);
    }

    static String hibernatePolicy(ProtectedEntity entity) {
        String table = SqlText.table(entity.scoped().table());
        return entity.scoped().table()
                + ": policy hibernate_tenant_isolation is Hibernate's own. It is permissive, so it"
                + " adds to what others permit, and it permits every tenant to whoever sets hibernate.tenant_id_root."
                + " The restrictive policies of this library hold beside it, but are then all that holds: set"
                + " hibernate.multi_tenant.rls_enabled=false and drop policy hibernate_tenant_isolation on " + table;
    }

    static String differs(ProtectedEntity entity, Policy policy, String found) {
        return entity.scoped().table() + ": policy " + policy.name() + " compiled as "
                + policy.digest().substring(0, 8) + ", in the database " + found + changeset(entity);
    }

    static String changedByHand(ProtectedEntity entity, Policy policy) {
        return differs(entity, policy, "changed or dropped by hand, or the table has a new owner")
                + ". Run that as the table's owner. Liquibase counts it as run: delete its row from databasechangelog"
                + " first, or run the file with psql";
    }

    static String loose(String table, String column, String comparison, String type) {
        return table + ": column " + column + " " + comparison + ", which takes different texts for equal: alter table "
                + table + " alter column " + column + " type " + type + " collate \"C\"";
    }

    private static String changeset(ProtectedEntity entity) {
        if (entity.isDerived()) {
            return "; the mapping alone tells of this table, so write the whole changelog with PolicyExport in a test with"
                    + " rls.enforce=orm, and run it";
        }
        return "; brought by changeset " + entity.changeset() + " of "
                + PolicyIndex.changelogResource(entity.index().unit());
    }
}
