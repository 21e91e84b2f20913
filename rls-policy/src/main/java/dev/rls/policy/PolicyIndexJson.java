package dev.rls.policy;

import dev.rls.policy.render.FilterRenderer;
import dev.rls.policy.render.PostgresRenderer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy index as JSON. Only names and types are read back; the renderings beside them are for people, and a reader
 * compares them with its own so that an index written by other renderers is noticed.
 */
final class PolicyIndexJson {

    private static final long FORMAT = 1;
    private static final Set<String> MEMBERS = new LinkedHashSet<>(List.of("format", "unit", "appRole", "entities"));

    private PolicyIndexJson() {}

    static String write(PolicyIndex index) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("unit", index.unit());
        root.put("appRole", index.appRole());
        root.put(
                "entities",
                index.entities().stream()
                        .map(entity -> entityNode(entity, index.appRole()))
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
        if (!root.keySet().equals(MEMBERS)) {
            throw new IllegalArgumentException("the index has " + root.keySet() + " in place of " + MEMBERS);
        }
        String appRole = string(root, "appRole");
        List<ScopedEntity> entities = new ArrayList<>();
        for (Object node : array(root, "entities")) {
            Map<String, Object> entityNode = object(node, "entities");
            ScopedEntity entity = entity(entityNode);
            if (!entityNode.equals(entityNode(entity, appRole))) {
                throw new IllegalArgumentException(
                        "the renderings recorded for " + entity.entity()
                                + " differ from those of this version: compile it again with the rls-processor of this version");
            }
            entities.add(entity);
        }
        return new PolicyIndex(string(root, "unit"), appRole, entities);
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

    private static Map<String, Object> entityNode(ScopedEntity entity, String appRole) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("entity", entity.entity());
        node.put("schema", entity.table().schema());
        node.put("table", entity.table().name());
        node.put("attribute", entity.tenant().attribute());
        node.put("column", entity.tenant().column());
        node.put("type", entity.tenant().type().id());
        node.put("claim", entity.claim().claim());
        node.put("filter", FilterRenderer.render(entity));
        node.put(
                "policies",
                PostgresRenderer.policies(entity, appRole).stream()
                        .map(PolicyIndexJson::policyNode)
                        .toList());
        return node;
    }

    private static Map<String, Object> policyNode(Policy policy) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", policy.name());
        node.put("as", policy.restrictive() ? "restrictive" : "permissive");
        node.put("to", policy.role());
        node.put("using", policy.using());
        node.put("check", policy.check());
        node.put("digest", policy.digest());
        return node;
    }

    private static ScopedEntity entity(Map<String, Object> node) {
        ValueType type = ValueType.ofId(string(node, "type"));
        return new ScopedEntity(
                string(node, "entity"),
                new TableName(string(node, "schema"), string(node, "table")),
                new ColumnRef(string(node, "attribute"), string(node, "column"), type),
                new ClaimRef(string(node, "claim"), type));
    }

    @SuppressWarnings("unchecked") // the parser makes objects of string keys only
    private static Map<String, Object> object(Object node, String where) {
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
