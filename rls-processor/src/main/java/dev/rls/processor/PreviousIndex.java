package dev.rls.processor;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier compilation left.
 *
 * @param unit the name of its unit
 * @param entities the binary names of its entities
 * @param index the index, if this version can read it
 * @param problem why it cannot, empty if it can
 */
record PreviousIndex(
        String unit, List<String> entities, @Nullable PolicyIndex index, String problem) {

    static PreviousIndex of(String unit, String json) {
        try {
            PolicyIndex index = PolicyIndex.parse(json);
            List<String> names =
                    index.entities().stream().map(ScopedEntity::entity).toList();
            return new PreviousIndex(unit, names, index, "");
        } catch (IllegalArgumentException e) {
            return new PreviousIndex(unit, PolicyIndex.entityNames(json), null, String.valueOf(e.getMessage()));
        }
    }

    Optional<EntityDeclaration> recorded(String entity) {
        return Optional.ofNullable(index).map(found -> found.declaration(entity));
    }
}
