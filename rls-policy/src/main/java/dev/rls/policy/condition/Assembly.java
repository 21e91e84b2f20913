package dev.rls.policy.condition;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.ScopedEntity;
import java.util.List;

/**
 * What became of some declarations.
 *
 * @param entities the protected entities without a problem, in the order of their names
 * @param used the declarations they need, those of unprotected entities that paths lead to included, each with no more
 *     attributes than the conditions use; in the order of their names
 * @param problems what is wrong, in the order of entities, policies, members and offsets
 */
public record Assembly(List<ScopedEntity> entities, List<EntityDeclaration> used, List<Problem> problems) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param entities the entities
     * @param used the declarations
     * @param problems the problems
     */
    public Assembly {
        entities = List.copyOf(entities);
        used = List.copyOf(used);
        problems = List.copyOf(problems);
    }
}
