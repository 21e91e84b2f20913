package dev.rls.policy.condition;

import dev.rls.policy.EntityDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The attributes that conditions need, of each entity. */
final class Used {

    private final Map<String, EntityDeclaration> declarations = new TreeMap<>();
    private final Map<String, Set<String>> attributes = new TreeMap<>();

    void add(EntityDeclaration entity) {
        declarations.put(entity.entity(), entity);
        attributes.computeIfAbsent(entity.entity(), name -> new HashSet<>());
    }

    /** An attribute, with the embedded ones it lies in. */
    void add(EntityDeclaration entity, String attribute) {
        add(entity);
        Set<String> names = attributes.getOrDefault(entity.entity(), Set.of());
        for (int end = attribute.indexOf('.'); end >= 0; end = attribute.indexOf('.', end + 1)) {
            names.add(attribute.substring(0, end));
        }
        names.add(attribute);
    }

    /** An entity without what nobody needs. */
    EntityDeclaration pruned(EntityDeclaration entity) {
        return entity.with(attributes.getOrDefault(entity.entity(), Set.of()));
    }

    List<EntityDeclaration> pruned() {
        return declarations.values().stream().map(this::pruned).toList();
    }
}
