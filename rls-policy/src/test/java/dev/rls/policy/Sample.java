package dev.rls.policy;

/** Entities for the tests of this package and its renderings. */
public final class Sample {

    private Sample() {}

    public static ScopedEntity entity(String entity, TableName table, String column, ValueType type, String claim) {
        return new ScopedEntity(entity, table, new ColumnRef("tenantId", column, type), new ClaimRef(claim, type));
    }

    public static ScopedEntity invoice() {
        return entity(
                "com.acme.Invoice", new TableName("public", "invoice"), "tenant_id", ValueType.STRING, "tenant_id");
    }

    public static ScopedEntity order() {
        return entity("com.acme.Order", new TableName("Sales", "Order"), "Tenant", ValueType.STRING, "tenant_id");
    }
}
