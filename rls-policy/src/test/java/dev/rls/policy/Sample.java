package dev.rls.policy;

import java.util.List;
import java.util.Map;

/** Entities for the tests of this package and its renderings. */
public final class Sample {

    private Sample() {}

    public static EntityDeclaration entity(
            String entity, TableName table, String column, ValueType type, String claim) {
        return new EntityDeclaration(
                entity,
                table,
                Map.of("tenantId", new Attribute.Basic(column, type, List.of())),
                new TenantDeclaration("tenantId", claim, "", false),
                List.of());
    }

    public static EntityDeclaration invoice() {
        return entity(
                "com.acme.Invoice", new TableName("public", "invoice"), "tenant_id", ValueType.STRING, "tenant_id");
    }

    public static EntityDeclaration order() {
        return entity("com.acme.Order", new TableName("Sales", "Order"), "Tenant", ValueType.STRING, "tenant_id");
    }
}
