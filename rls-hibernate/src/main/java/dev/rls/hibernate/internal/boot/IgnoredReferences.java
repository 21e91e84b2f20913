package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * References to protected entities that are null where there is no such row ({@code @NotFound(IGNORE)}). To Hibernate a row
 * that a filter hides is not there either, so a statement that writes all columns would write null over the reference. An
 * entity with such references is updated by what changed alone, which those are not unless somebody assigns them.
 */
final class IgnoredReferences {

    private final Metadata metadata;
    private final ProtectedUnit unit;

    private IgnoredReferences(Metadata metadata, ProtectedUnit unit) {
        this.metadata = metadata;
        this.unit = unit;
    }

    /** Before the persisters are made, which prepare the statements. */
    static void keep(Metadata metadata, ProtectedUnit unit) {
        IgnoredReferences references = new IgnoredReferences(metadata, unit);
        metadata.getEntityBindings().forEach(references::keep);
    }

    private void keep(PersistentClass entity) {
        for (Property property : entity.getPropertyClosure()) {
            ProtectedEntity target = property.isUpdatable() ? target(property.getValue()) : null;
            if (target != null) {
                refuseRewritten(entity, property, target);
                entity.setDynamicUpdate(true);
            }
        }
    }

    /** What is written as a whole, whichever of its columns changed. */
    private static void refuseRewritten(PersistentClass entity, Property property, ProtectedEntity target) {
        String rewritten = null;
        if (property.getValue() instanceof Component) {
            rewritten = "an embedded value is written as a whole";
        } else if (entity.getJoinClosure().stream()
                .anyMatch(join -> join.getTable().equals(property.getValue().getTable()))) {
            rewritten = "a row of a secondary or join table whose columns are all null is deleted";
        } else if (entity.getCustomSQLUpdate() != null) {
            rewritten = "@SQLUpdate writes all columns";
        }
        if (rewritten != null) {
            throw StartMessages.ignoredReference(
                    entity.getEntityName() + "." + property.getName(), target.entityName(), rewritten);
        }
    }

    /** Null if the value holds none. */
    private @Nullable ProtectedEntity target(Value value) {
        if (value instanceof Component component) {
            return component.getProperties().stream()
                    .filter(Property::isUpdatable)
                    .map(property -> target(property.getValue()))
                    .filter(target -> target != null)
                    .findFirst()
                    .orElse(null);
        }
        PersistentClass mapped = value instanceof ManyToOne reference && reference.isIgnoreNotFound()
                ? metadata.getEntityBinding(reference.getReferencedEntityName())
                : null;
        return mapped == null || !value.hasAnyUpdatableColumns() ? null : unit.entity(mapped);
    }
}
