package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables that hold something of a scoped entity and have no policy of their own. Reading them would tell of other
 * tenants' rows, so a mapping that has one is refused.
 */
final class UncoveredTables {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;

    private UncoveredTables(InFlightMetadataCollector metadata, ProtectedUnit unit) {
        this.metadata = metadata;
        this.unit = unit;
    }

    static void refuse(InFlightMetadataCollector metadata, ProtectedUnit unit) {
        UncoveredTables tables = new UncoveredTables(metadata, unit);
        metadata.getEntityBindingMap().values().forEach(tables::check);
        metadata.getCollectionBindings().forEach(tables::check);
    }

    private void check(PersistentClass entity) {
        boolean scoped = isScoped(entity);
        if (scoped && !entity.getTable().equals(entity.getRootClass().getTable())) {
            throw uncovered(entity.getTable(), "of the subclass " + entity.getEntityName(), entity);
        }
        if (scoped && entity.getAuxiliaryTable() != null) {
            throw uncovered(entity.getAuxiliaryTable(), "the history", entity);
        }
        for (Join join : entity.getJoins()) {
            if (scoped) {
                throw uncovered(join.getTable(), "a secondary or join table", entity);
            }
            for (Property property : join.getProperties()) {
                PersistentClass target = target(property.getValue());
                if (target != null && isScoped(target)) {
                    throw uncovered(join.getTable(), "a join table", target);
                }
            }
        }
    }

    private void check(Collection collection) {
        if (collection.getElement() instanceof OneToMany) {
            return;
        }
        PersistentClass element = target(collection.getElement());
        PersistentClass scoped = isScoped(collection.getOwner())
                ? collection.getOwner()
                : element != null && isScoped(element) ? element : null;
        if (scoped != null) {
            throw uncovered(
                    collection.getCollectionTable(), element == null ? "the collection table" : "a join table", scoped);
        }
    }

    private boolean isScoped(PersistentClass entity) {
        return unit.entity(entity.getRootClass().getEntityName()) != null;
    }

    private @Nullable PersistentClass target(Value value) {
        return value instanceof ToOne toOne ? metadata.getEntityBinding(toOne.getReferencedEntityName()) : null;
    }

    private static RuntimeException uncovered(Table table, String what, PersistentClass entity) {
        return StartMessages.unprotectedTable(
                table.getQualifiedTableName().render(),
                what,
                entity.getRootClass().getEntityName());
    }
}
