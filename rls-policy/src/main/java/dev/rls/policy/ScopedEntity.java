package dev.rls.policy;

import dev.rls.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A protected entity: its rows belong to a tenant, are narrowed by row policies, or both.
 *
 * @param declaration what this was made from
 * @param tenant how its rows belong to a tenant, or null
 * @param rules the row policies
 * @param linked whether its rows hang on those of protected entities, as the mapping says and no annotation: tenant and row
 *     policies are then one condition, and none of them has a name that anybody gave it
 */
public record ScopedEntity(
        EntityDeclaration declaration, @Nullable TenantRule tenant, List<RowRule> rules, boolean linked) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param declaration what this was made from
     * @param tenant its tenant
     * @param rules its row policies
     * @param linked whether it hangs on others
     */
    public ScopedEntity {
        rules = List.copyOf(rules);
    }

    /**
     * An entity with annotations.
     *
     * @param declaration what this was made from
     * @param tenant its tenant
     * @param rules its row policies
     */
    public ScopedEntity(EntityDeclaration declaration, @Nullable TenantRule tenant, List<RowRule> rules) {
        this(declaration, tenant, rules, false);
    }

    /**
     * The class.
     *
     * @return the binary name of the root entity's class
     */
    public String entity() {
        return declaration.entity();
    }

    /**
     * The table.
     *
     * @return the table that holds the rows
     */
    public TableName table() {
        return declaration.table();
    }

    /**
     * The tenant's column.
     *
     * @return the column
     * @throws IllegalStateException if the entity has none
     */
    public ColumnRef tenantColumn() {
        ColumnRef column = tenant == null ? null : tenant.column();
        if (column == null) {
            throw new IllegalStateException(entity() + " has no tenant column");
        }
        return column;
    }

    /**
     * The claim that names the tenant.
     *
     * @return the claim
     * @throws NullPointerException if the entity has no tenant
     */
    public ClaimRef tenantClaim() {
        return Objects.requireNonNull(tenant, "tenant").claim();
    }

    /**
     * Which rows an operation may see or touch; PostgreSQL's USING. An update or delete touches only rows that may be
     * selected as well.
     *
     * @param operation the operation; {@link And#TRUE} for an insert, which sees none
     * @return tenant and row policies together
     */
    public Predicate using(Operation operation) {
        List<Predicate> parts = new ArrayList<>();
        if (operation != Operation.INSERT) {
            addTenant(operation, parts);
            rules.stream().filter(rule -> rule.on().contains(operation)).forEach(rule -> parts.add(rule.using()));
        }
        return And.of(parts);
    }

    /**
     * What a row must satisfy after an operation; PostgreSQL's WITH CHECK. A row that an update wrote must be one that
     * may be selected as well, and so must an inserted row that the statement returns something of.
     *
     * @param operation the operation; {@link And#TRUE} for those that write no row
     * @return tenant and row policies together
     */
    public Predicate check(Operation operation) {
        List<Predicate> parts = new ArrayList<>();
        if (operation == Operation.INSERT || operation == Operation.UPDATE) {
            addTenant(operation, parts);
            rules.stream().filter(rule -> rule.on().contains(operation)).forEach(rule -> parts.add(rule.check()));
        }
        return And.of(parts);
    }

    private void addTenant(Operation operation, List<Predicate> parts) {
        if (tenant != null) {
            parts.add(operation == Operation.SELECT ? tenant.readable() : tenant.writable());
        }
    }
}
