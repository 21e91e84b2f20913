package dev.rls.hibernate.internal;

import dev.rls.Operation;
import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import java.util.List;
import org.hibernate.mapping.Table;

/**
 * A scoped entity of a session factory.
 *
 * @param entityName its name as Hibernate has it
 * @param table the table it is mapped to
 * @param scoped what was compiled for it
 * @param index where that was found
 */
public record ProtectedEntity(String entityName, Table table, ScopedEntity scoped, PolicyIndex index) {

    public List<Policy> policies() {
        return PostgresRenderer.policies(scoped, index.appRole());
    }

    /** The policy that rejects what belongs to another tenant. */
    public Policy tenantPolicy() {
        return policies().get(0);
    }

    /** Whether a column of its own names the tenant of a row. */
    public boolean hasTenantColumn() {
        return scoped.tenant() != null && scoped.tenant().column() != null;
    }

    /** The policy of the database that says what a rule says about an operation. */
    public String policyName(RowRule rule, Operation operation) {
        return rule.name();
    }

    /** A policy that inserted rows must satisfy, for messages that can name only one. */
    public String insertPolicy() {
        return scoped.tenant() != null
                ? tenantPolicy().name()
                : policyName(scoped.rules().get(0), Operation.INSERT);
    }

    /** The changeset that brings the policies, as Liquibase names it in its table. */
    public String changeset() {
        return "rls:" + ChangelogRenderer.changesetId(index.unit(), scoped.table());
    }
}
