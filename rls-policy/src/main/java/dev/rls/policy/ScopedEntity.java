package dev.rls.policy;

/**
 * An entity whose rows belong to a tenant.
 *
 * @param entity the binary name of the root entity's class
 * @param table the table that holds its rows
 * @param tenant the column of the tenant
 * @param claim the claim the column must equal
 */
public record ScopedEntity(String entity, TableName table, ColumnRef tenant, ClaimRef claim) {

    /**
     * What holds for every row that may be seen or written.
     *
     * @return the tree that all enforcers render
     */
    public Predicate predicate() {
        return new Comparison(tenant, Comparison.Operator.EQUAL, claim);
    }
}
