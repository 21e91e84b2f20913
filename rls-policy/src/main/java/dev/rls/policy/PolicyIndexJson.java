package dev.rls.policy;

import dev.rls.Operation;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.policy.render.FilterRenderer;
import dev.rls.policy.render.PostgresRenderer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy index as JSON. Only the declarations are read back; the renderings beside them are for people, and a reader
 * compares them with its own so that an index written by other renderers is noticed.
 */
final class PolicyIndexJson {

    private static final long FORMAT = 3;
    private static final Set<String> MEMBERS = new LinkedHashSet<>(List.of("format", "unit", "appRole", "entities"));

    /** Only in the index of a build that requires some. */
    private static final String REQUIRED_CLAIMS = "requiredClaims";

    private PolicyIndexJson() {}

    static String write(PolicyIndex index) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("unit", index.unit());
        root.put("appRole", index.appRole());
        if (!index.requiredClaims().isEmpty()) {
            root.put(REQUIRED_CLAIMS, claimNodes(index));
        }
        root.put(
                "entities",
                index.declarations().stream()
                        .map(declaration -> entityNode(declaration, index))
                        .toList());
        return Json.write(root) + "\n";
    }

    static PolicyIndex read(String json) {
        Map<String, Object> root = object(Json.parse(json), "the index");
        Object format = root.get("format");
        if (!Long.valueOf(FORMAT).equals(format)) {
            throw new IllegalArgumentException(
                    "format " + format + " of the policy index is not " + FORMAT + ", the one this version reads");
        }
        Set<String> members = new LinkedHashSet<>(root.keySet());
        boolean requires = members.remove(REQUIRED_CLAIMS);
        if (!members.equals(MEMBERS)) {
            throw new IllegalArgumentException("the index has " + root.keySet() + " in place of " + MEMBERS);
        }
        List<?> required = requires ? array(root, REQUIRED_CLAIMS) : List.of();
        List<EntityDeclaration> declarations = new ArrayList<>();
        Map<String, Object> nodes = new LinkedHashMap<>();
        for (Object node : array(root, "entities")) {
            EntityDeclaration declaration = declaration(object(node, "entities"));
            declarations.add(declaration);
            nodes.put(declaration.entity(), node);
        }
        PolicyIndex index = new PolicyIndex(
                string(root, "unit"),
                string(root, "appRole"),
                required.stream()
                        .map(claim -> ClaimPath.of(String.valueOf(claim)))
                        .toList(),
                declarations);
        if (requires && (required.isEmpty() || !claimNodes(index).equals(required))) {
            throw new IllegalArgumentException("\"requiredClaims\" must name claims, by name and each once");
        }
        for (EntityDeclaration declaration : declarations) {
            EntityDeclaration own = index.declaration(declaration.entity());
            if (own == null || !entityNode(own, index).equals(nodes.get(declaration.entity()))) {
                throw new IllegalArgumentException(
                        "the renderings recorded for " + declaration.entity()
                                + " differ from those of this version: compile it again with the rls-processor of this version");
            }
        }
        return index;
    }

    static List<String> entityNames(String json) {
        List<String> names = new ArrayList<>();
        try {
            for (Object node : array(object(Json.parse(json), "the index"), "entities")) {
                names.add(string(object(node, "entities"), "entity"));
            }
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return names;
    }

    private static List<String> claimNodes(PolicyIndex index) {
        return index.requiredClaims().stream().map(ClaimPath::toString).toList();
    }

    private static Map<String, Object> entityNode(EntityDeclaration declaration, PolicyIndex index) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("entity", declaration.entity());
        node.put("schema", declaration.table().schema());
        node.put("table", declaration.table().name());
        Map<String, Object> attributes = new LinkedHashMap<>();
        declaration.attributes().forEach((name, attribute) -> attributes.put(name, attributeNode(attribute)));
        node.put("attributes", attributes);
        TenantDeclaration tenant = declaration.tenant();
        if (tenant != null) {
            node.put("tenant", tenantNode(tenant));
        }
        if (!declaration.rules().isEmpty()) {
            node.put(
                    "rules",
                    declaration.rules().stream().map(PolicyIndexJson::ruleNode).toList());
        }
        if (!declaration.references().isEmpty()) {
            node.put(
                    "references",
                    declaration.references().stream()
                            .map(PolicyIndexJson::referenceNode)
                            .toList());
        }
        index.entity(declaration.entity()).ifPresent(entity -> {
            node.put("filter", FilterRenderer.render(entity));
            node.put(
                    "policies",
                    PostgresRenderer.policies(entity, index.appRole()).stream()
                            .map(PolicyIndexJson::policyNode)
                            .toList());
        });
        return node;
    }

    private static Map<String, Object> attributeNode(Attribute attribute) {
        Map<String, Object> node = new LinkedHashMap<>();
        if (attribute instanceof Attribute.Basic basic) {
            node.put("column", basic.column());
            node.put("type", basic.type().id());
            if (basic.isEnum()) {
                node.put("constants", basic.constants());
            }
        } else if (attribute instanceof Attribute.ToOne toOne) {
            node.put("column", toOne.column());
            node.put("target", toOne.target());
            node.put("key", toOne.key());
        }
        return node;
    }

    private static Map<String, Object> tenantNode(TenantDeclaration tenant) {
        Map<String, Object> node = new LinkedHashMap<>();
        if (tenant.via().isEmpty()) {
            node.put("attribute", tenant.attribute());
            node.put("claim", tenant.claim());
            if (tenant.shared()) {
                node.put("shared", "true");
            }
        } else {
            node.put("via", tenant.via());
        }
        return node;
    }

    private static Map<String, Object> ruleNode(RuleDeclaration rule) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", rule.name());
        node.put("on", rule.on().stream().map(Operation::name).toList());
        node.put("using", rule.using());
        node.put("check", rule.check());
        return node;
    }

    private static Map<String, Object> referenceNode(Reference reference) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("attribute", reference.attribute());
        node.put("column", reference.column());
        node.put("target", reference.target());
        node.put("schema", reference.table().schema());
        node.put("table", reference.table().name());
        node.put("key", reference.key());
        if (reference.tenant() != null) {
            node.put("tenant", reference.tenant());
        }
        node.put("by", reference.byKey() ? "key" : "policy");
        return node;
    }

    private static Map<String, Object> policyNode(Policy policy) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", policy.name());
        node.put("as", policy.restrictive() ? "restrictive" : "permissive");
        node.put("for", policy.command());
        node.put("to", policy.roles());
        if (policy.using() != null) {
            node.put("using", policy.using());
        }
        if (policy.check() != null) {
            node.put("check", policy.check());
        }
        node.put("digest", policy.digest());
        return node;
    }

    private static EntityDeclaration declaration(Map<String, Object> node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        object(node.get("attributes"), "attributes")
                .forEach((name, attribute) -> attributes.put(name, attribute(object(attribute, name))));
        List<RuleDeclaration> rules = new ArrayList<>();
        if (node.containsKey("rules")) {
            for (Object rule : array(node, "rules")) {
                rules.add(rule(object(rule, "rules")));
            }
        }
        List<Reference> references = new ArrayList<>();
        if (node.containsKey("references")) {
            for (Object reference : array(node, "references")) {
                references.add(reference(object(reference, "references")));
            }
        }
        return new EntityDeclaration(
                string(node, "entity"),
                new TableName(string(node, "schema"), string(node, "table")),
                attributes,
                node.containsKey("tenant") ? tenant(object(node.get("tenant"), "tenant")) : null,
                rules,
                references);
    }

    private static Attribute attribute(Map<String, Object> node) {
        if (node.containsKey("target")) {
            return new Attribute.ToOne(string(node, "column"), string(node, "target"), string(node, "key"));
        }
        if (node.isEmpty()) {
            return new Attribute.Embedded();
        }
        List<String> constants = node.containsKey("constants")
                ? array(node, "constants").stream().map(String::valueOf).toList()
                : List.of();
        return new Attribute.Basic(string(node, "column"), ValueType.ofId(string(node, "type")), constants);
    }

    private static TenantDeclaration tenant(Map<String, Object> node) {
        return node.containsKey("via")
                ? new TenantDeclaration("", "", string(node, "via"), false)
                : new TenantDeclaration(
                        string(node, "attribute"), string(node, "claim"), "", node.containsKey("shared"));
    }

    private static RuleDeclaration rule(Map<String, Object> node) {
        Set<Operation> on = new LinkedHashSet<>();
        for (Object operation : array(node, "on")) {
            on.add(Operation.valueOf(String.valueOf(operation)));
        }
        return new RuleDeclaration(string(node, "name"), on, string(node, "using"), string(node, "check"));
    }

    private static Reference reference(Map<String, Object> node) {
        return new Reference(
                string(node, "attribute"),
                string(node, "column"),
                string(node, "target"),
                new TableName(string(node, "schema"), string(node, "table")),
                string(node, "key"),
                node.containsKey("tenant") ? string(node, "tenant") : null,
                string(node, "by").equals("key"));
    }

    @SuppressWarnings("unchecked") // the parser makes objects of string keys only
    private static Map<String, Object> object(@Nullable Object node, String where) {
        if (node instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException(where + " must be a JSON object");
    }

    private static List<?> array(Map<String, Object> node, String name) {
        if (node.get(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("\"" + name + "\" must be a JSON array");
    }

    private static String string(Map<String, Object> node, String name) {
        if (node.get(name) instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException("\"" + name + "\" must be a JSON string");
    }
}
