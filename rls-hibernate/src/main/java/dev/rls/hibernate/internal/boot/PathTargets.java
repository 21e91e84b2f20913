package dev.rls.hibernate.internal.boot;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The entities that the paths of a protected entity's conditions lead to. */
final class PathTargets {

    private PathTargets() {}

    /** Without the entity itself. */
    static Collection<EntityDeclaration> of(ScopedEntity entity, PolicyIndex index) {
        Map<String, EntityDeclaration> found = find(entity, index);
        found.remove(entity.entity());
        return found.values();
    }

    static Collection<EntityDeclaration> andOwn(ScopedEntity entity, PolicyIndex index) {
        return find(entity, index).values();
    }

    /** A declaration in an index has only attributes that conditions use, so every association in it is a path. */
    private static Map<String, EntityDeclaration> find(ScopedEntity entity, PolicyIndex index) {
        Map<String, EntityDeclaration> found = new LinkedHashMap<>();
        Deque<EntityDeclaration> open = new ArrayDeque<>();
        open.add(entity.declaration());
        // what was declared may have more attributes than what the index kept
        EntityDeclaration kept = index.declaration(entity.entity());
        if (kept != null) {
            open.clear();
            open.add(kept);
        }
        while (!open.isEmpty()) {
            EntityDeclaration next = open.remove();
            if (found.putIfAbsent(next.entity(), next) == null) {
                for (Attribute attribute : next.attributes().values()) {
                    EntityDeclaration target =
                            attribute instanceof Attribute.ToOne toOne ? index.declaration(toOne.target()) : null;
                    if (target != null) {
                        open.add(target);
                    }
                }
            }
        }
        return found;
    }
}
