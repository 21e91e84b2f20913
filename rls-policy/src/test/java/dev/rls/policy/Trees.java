package dev.rls.policy;

import dev.rls.Operation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Predicates and entities put together by hand, so that what reads them is tested without the parser. */
public final class Trees {

    public static final TableName INVOICE = new TableName("public", "invoice");
    public static final TableName LINE = new TableName("public", "invoice_line");

    public static final ColumnRef OWNER = column("ownerId", "owner_id", ValueType.STRING);
    public static final ColumnRef TENANT = column("tenantId", "tenant_id", ValueType.STRING);
    public static final ClaimRef TENANT_CLAIM = ClaimRef.ofTenant("tenant_id", ValueType.STRING);
    public static final ClaimRef SUB = claim(ValueType.STRING, "sub");
    public static final ClaimRef ROLES = array(ValueType.STRING, "roles");
    public static final Predicate OF_TENANT = equal(TENANT, TENANT_CLAIM);
    public static final Predicate OWNED = equal(OWNER, SUB);
    public static final Predicate MANAGER = new Member(text("manager"), ROLES);

    private Trees() {}

    public static ColumnRef column(String attribute, String column, ValueType type) {
        return new ColumnRef(attribute, column, type);
    }

    public static ClaimRef claim(ValueType type, String... path) {
        return new ClaimRef(List.of(path), type, false, false);
    }

    public static ClaimRef array(ValueType type, String... path) {
        return new ClaimRef(List.of(path), type, true, false);
    }

    public static Literal text(String value) {
        return new Literal(value, ValueType.STRING);
    }

    public static Predicate equal(Operand left, Operand right) {
        return new Comparison(left, Comparison.Operator.EQUAL, right);
    }

    public static Predicate and(Predicate... parts) {
        return And.of(Arrays.asList(parts));
    }

    public static Predicate or(Predicate... parts) {
        return new Or(Arrays.asList(parts));
    }

    /** The way from a line to its invoice. */
    public static Association invoice(Predicate visible) {
        return new Association(
                "invoice", "invoice_id", ValueType.LONG, "com.acme.Invoice", INVOICE, "id", "id", visible);
    }

    public static RowRule rule(String name, Set<Operation> on, Predicate using) {
        return new RowRule(name, on, using, using);
    }

    public static RowRule rule(String name, Predicate using) {
        return rule(name, EnumSet.allOf(Operation.class), using);
    }

    public static TenantRule tenant() {
        return new TenantRule(TENANT_CLAIM, TENANT, null, OF_TENANT, OF_TENANT);
    }

    public static TenantRule shared() {
        return new TenantRule(TENANT_CLAIM, TENANT, null, or(OF_TENANT, new IsNull(TENANT)), OF_TENANT);
    }

    public static TenantRule via(Association association) {
        Predicate visible = new Through(association, And.TRUE);
        return new TenantRule(TENANT_CLAIM, null, association, visible, visible);
    }

    public static ScopedEntity entity(TableName table, @Nullable TenantRule tenant, RowRule... rules) {
        EntityDeclaration declaration = new EntityDeclaration("com.acme.Entity", table, Map.of(), null, List.of());
        return new ScopedEntity(declaration, tenant, Arrays.asList(rules));
    }
}
