package dev.rls.hibernate.internal;

import dev.rls.Operation;
import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.evaluate.Decision;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Whether the mapping tells of it and not an annotation. */
    public boolean isDerived() {
        return index.entity(scoped.entity()).isEmpty();
    }

    /** Whether a column of its own names the tenant of a row. */
    public boolean hasTenantColumn() {
        return scoped.tenant() != null && scoped.tenant().column() != null;
    }

    /** Whether null stands for the tenant that is stamped, and not for rows of nobody. */
    public boolean isStamped() {
        TenantDeclaration tenant = scoped.declaration().tenant();
        return tenant != null && hasTenantColumn() && !isTenantInKey() && !tenant.shared();
    }

    /** Whether the tenant is a part of the identifier, which nobody stamps. */
    public boolean isTenantInKey() {
        return hasTenantColumn()
                && table.getPrimaryKey() != null
                && table.getPrimaryKey().getColumns().stream()
                        .anyMatch(column -> column.getName()
                                .equalsIgnoreCase(scoped.tenantColumn().column()));
    }

    /** The policy of the database that says what {@code @TenantScoped} says about an operation. */
    public String tenantPolicy(Operation operation) {
        return restriction("tenant", operation);
    }

    /** The policy of the database that says what a rule says about an operation. */
    public String policy(RowRule rule, Operation operation) {
        return restriction(rule.name(), operation);
    }

    /** The policy of the database that a decision names. */
    public String policy(Decision decision) {
        return restriction(Objects.requireNonNull(decision.policy()), Objects.requireNonNull(decision.of()));
    }

    /** The policies of the database that say what the annotations say about an operation. */
    public Set<String> restrictions(Operation operation) {
        return policies().stream()
                .filter(policy ->
                        policy.restrictive() && (policy.operation() == null || policy.operation() == operation))
                .map(Policy::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those of {@code @RowPolicy} alone. */
    public Set<String> ruleRestrictions(Operation operation) {
        Set<String> policies = restrictions(operation);
        policies.remove(tenantPolicy(operation));
        return policies;
    }

    /** Rules for all operations alike have one policy, the others one for each; those of a table that hangs on others share it. */
    private String restriction(String rule, Operation operation) {
        String name = scoped.linked() ? PostgresRenderer.RESTRICTION : "rls_" + rule + "_restrict";
        boolean alike = policies().stream().anyMatch(policy -> policy.name().equals(name));
        return alike ? name : name + "_" + operation.name().toLowerCase(Locale.ROOT);
    }

    /** The changeset that brings the policies, as Liquibase names it in its table. */
    public String changeset() {
        return "rls:" + ChangelogRenderer.changesetId(index.unit(), scoped.table());
    }
}
