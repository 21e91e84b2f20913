package dev.rls.policy.condition;

import dev.rls.Operation;
import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Predicate;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A line of an invoice and its surroundings, without policies until a test adds them. */
final class Shop {

    static final String LINE = "shop.Line";
    static final String INVOICE = "shop.Invoice";
    static final String CUSTOMER = "shop.Customer";

    private final Map<String, EntityDeclaration> entities = new HashMap<>();

    Shop() {
        Map<String, Attribute> line = new HashMap<>();
        for (ValueType type : ValueType.values()) {
            line.put(type.id() + "Value", basic(type.id() + "_value", type));
        }
        line.put("id", basic("id", ValueType.LONG));
        line.put("tenantId", basic("tenant_id", ValueType.STRING));
        line.put("ownerId", basic("owner_id", ValueType.STRING));
        line.put("path", basic("path", ValueType.STRING));
        line.put("archived", basic("archived", ValueType.BOOLEAN));
        line.put("price", basic("price", ValueType.DECIMAL));
        line.put("dueOn", basic("due_on", ValueType.DATE));
        line.put("validFrom", basic("valid_from", ValueType.TIMESTAMP));
        line.put("visibility", new Attribute.Basic("visibility", ValueType.STRING, List.of("PUBLIC", "PRIVATE")));
        line.put("state", new Attribute.Basic("state", ValueType.INTEGER, List.of("OPEN", "PAID", "path")));
        line.put("address", new Attribute.Embedded());
        line.put("address.city", basic("city", ValueType.STRING));
        line.put("address.country", new Attribute.ToOne("country", CUSTOMER, "id"));
        line.put("invoice", new Attribute.ToOne("invoice_id", INVOICE, "id"));
        line.put("parent", new Attribute.ToOne("parent_id", LINE, "id"));
        line.put("lost", new Attribute.ToOne("lost_id", "shop.Lost", "id"));
        line.put("odd", new Attribute.ToOne("odd_id", INVOICE, "customer"));
        line.put("tags", new Attribute.Unusable("a collection"));
        line.put("madeAt", new Attribute.Unusable("a LocalDateTime, which is no point in time"));
        put(LINE, "line", line);
        put(
                INVOICE,
                "invoice",
                Map.of(
                        "id",
                        basic("id", ValueType.UUID),
                        "tenantId",
                        basic("tenant_id", ValueType.STRING),
                        "ownerId",
                        basic("owner_id", ValueType.STRING),
                        "lines",
                        new Attribute.Unusable("a collection"),
                        "first",
                        new Attribute.ToOne("first_id", LINE, "id"),
                        "customer",
                        new Attribute.ToOne("customer_id", CUSTOMER, "id")));
        put(
                CUSTOMER,
                "customer",
                Map.of(
                        "id", basic("id", ValueType.LONG),
                        "name", basic("name", ValueType.STRING),
                        "tenantId", basic("tenant_id", ValueType.STRING),
                        "favourite", new Attribute.ToOne("favourite_id", INVOICE, "id")));
    }

    private static Attribute basic(String column, ValueType type) {
        return new Attribute.Basic(column, type, List.of());
    }

    private void put(String entity, String table, Map<String, Attribute> attributes) {
        entities.put(
                entity, new EntityDeclaration(entity, new TableName("public", table), attributes, null, List.of()));
    }

    Shop tenant(String entity, TenantDeclaration tenant) {
        return change(
                entity, old -> new EntityDeclaration(old.entity(), old.table(), old.attributes(), tenant, old.rules()));
    }

    Shop tenant(String entity) {
        return tenant(entity, new TenantDeclaration("tenantId", "tenant_id", "", false));
    }

    Shop attribute(String entity, String name, Attribute attribute) {
        return change(entity, old -> {
            Map<String, Attribute> attributes = new HashMap<>(old.attributes());
            attributes.put(name, attribute);
            return new EntityDeclaration(old.entity(), old.table(), attributes, old.tenant(), old.rules());
        });
    }

    Shop rule(String entity, String name, Set<Operation> on, String using, String check) {
        return change(entity, old -> {
            List<RuleDeclaration> rules = new java.util.ArrayList<>(old.rules());
            rules.add(new RuleDeclaration(name, on, using, check));
            return new EntityDeclaration(old.entity(), old.table(), old.attributes(), old.tenant(), rules);
        });
    }

    Shop rule(String entity, String name, String using) {
        return rule(entity, name, EnumSet.allOf(Operation.class), using, "");
    }

    private Shop change(String entity, UnaryOperator<EntityDeclaration> change) {
        entities.compute(entity, (name, old) -> change.apply(old));
        return this;
    }

    EntityDeclaration declaration(String entity) {
        return entities.get(entity);
    }

    Assembly assemble(String... names) {
        return new Assembler(entities::get).assemble(List.of(names));
    }

    /** What a condition of a line means. */
    static Predicate line(String condition) {
        Assembly assembly = new Shop().rule(LINE, "r", condition).assemble(LINE);
        if (!assembly.problems().isEmpty()) {
            throw new AssertionError(assembly.problems());
        }
        return assembly.entities().get(0).rules().get(0).using();
    }

    /** What is wrong with a condition of a line: offset, code, text. */
    static List<String> problems(String condition) {
        return texts(new Shop().rule(LINE, "r", condition).assemble(LINE));
    }

    static List<String> texts(Assembly assembly) {
        return assembly.problems().stream()
                .map(problem -> problem.offset() + " " + problem.code() + " " + problem.text())
                .toList();
    }
}
