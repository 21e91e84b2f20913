package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.Attribute;
import dev.rls.policy.DerivedTables;
import dev.rls.policy.DerivedTables.Link;
import dev.rls.policy.Reference;
import dev.rls.policy.StoredName;
import dev.rls.policy.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables that hold something of a protected entity beside its own, and says by which columns their rows hang
 * on its rows. Names and columns of such tables are Hibernate's alone to know.
 */
final class DerivedMappings {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;
    private final DerivedNames names;
    private final Links links;
    private final Map<Table, ProtectedEntity> found = new HashMap<>();
    private final Map<Collection, List<Link>> collections = new HashMap<>();

    private DerivedMappings(InFlightMetadataCollector metadata, ProtectedUnit unit, DerivedNames names) {
        this.metadata = metadata;
        this.unit = unit;
        this.names = names;
        this.links = new Links(metadata);
    }

    /**
     * Adds the tables to the unit.
     *
     * @return the collections with tables of their own whose rows hang on protected entities, and how
     */
    static Map<Collection, List<Link>> find(
            InFlightMetadataCollector metadata, ProtectedUnit unit, DerivedNames names) {
        DerivedMappings mappings = new DerivedMappings(metadata, unit, names);
        metadata.getEntityBindings().forEach(mappings::ofEntity);
        // the side that writes the table says what its rows are parts of
        List<Collection> collections = new ArrayList<>(metadata.getCollectionBindings());
        collections.sort((a, b) -> Boolean.compare(a.isInverse(), b.isInverse()));
        collections.forEach(mappings::ofCollection);
        mappings.found.values().forEach(unit::addDerived);
        return Collections.unmodifiableMap(mappings.collections);
    }

    private void ofEntity(PersistentClass entity) {
        ProtectedEntity owner = unit.entity(entity);
        Table own = entity.getTable();
        if (owner != null && !own.equals(entity.getRootClass().getTable())) {
            ofSubclass(entity, owner);
        }
        if (owner != null && entity.getAuxiliaryTable() != null && !(entity instanceof JoinedSubclass)) {
            ofHistory(entity, owner);
        }
        for (Join join : entity.getJoins()) {
            List<Link> all = new ArrayList<>();
            refuseHistory(join.getAuxiliaryTable(), owner);
            if (owner != null) {
                all.add(links.of("owner", join.getKey(), owner, null, true));
            }
            List<Property> properties = join.getProperties();
            for (int i = 0; i < properties.size(); i++) {
                addTo(all, "reference" + i, properties.get(i).getValue());
            }
            add(entity.getEntityName() + "#" + join.getTable().getName(), join.getTable(), all, List.of());
        }
    }

    /** What it says of a row that was deleted hangs on nothing any more. */
    private void refuseHistory(@Nullable Table table, @Nullable ProtectedEntity owner) {
        if (table != null && owner != null) {
            throw StartMessages.unprotectedTable(
                    names.render(table),
                    "a history",
                    owner.entityName(),
                    "tells of more than the rows of the entity's own table");
        }
    }

    private void ofSubclass(PersistentClass entity, ProtectedEntity root) {
        String name = root.entityName() + "#" + entity.getTable().getName();
        if (entity instanceof JoinedSubclass joined) {
            refuseHistory(entity.getAuxiliaryTable(), root);
            add(
                    name,
                    entity.getTable(),
                    List.of(links.of("owner", joined.getKey(), root, null, true)),
                    SubclassReferences.of(entity, metadata, unit));
        } else {
            TableName table = names.of(entity.getTable(), root);
            found.put(
                    entity.getTable(),
                    new ProtectedEntity(
                            name,
                            entity.getTable(),
                            DerivedTables.copy(
                                    name, table, root.scoped(), SubclassReferences.of(entity, metadata, unit)),
                            root.index()));
        }
    }

    /** A history that Hibernate writes has the columns of the table, without those that are excluded. */
    private void ofHistory(PersistentClass entity, ProtectedEntity root) {
        Table table = entity.getAuxiliaryTable();
        String name = root.entityName() + "#" + table.getName();
        Set<String> columns = table.getColumns().stream()
                .map(column -> StoredName.of(
                        column.getNameIdentifier(metadata.getDatabase()).render()))
                .collect(Collectors.toSet());
        Histories.requireColumns(root, table, columns);
        unit.setAudited();
        found.put(
                table,
                new ProtectedEntity(
                        name, table, DerivedTables.history(name, names.of(table, root), root.scoped()), root.index()));
    }

    private void ofCollection(Collection collection) {
        if (collection.getElement() instanceof OneToMany) {
            return;
        }
        List<Link> all = new ArrayList<>();
        ProtectedEntity owner = unit.entity(collection.getOwner());
        refuseHistory(collection.getAuxiliaryTable(), owner);
        if (owner != null) {
            all.add(links.of("owner", collection.getKey(), owner, collection.getReferencedPropertyName(), true));
        }
        addTo(all, "element", collection.getElement());
        if (collection instanceof IndexedCollection indexed && indexed.getIndex() != null) {
            addTo(all, "key", indexed.getIndex());
        }
        if (!all.isEmpty()) {
            collections.put(collection, List.copyOf(all));
            String entity = collection.getOwnerEntityName();
            String attribute = collection.getRole().substring(entity.length() + 1);
            add(entity + "#" + attribute, collection.getCollectionTable(), all, List.of());
        }
    }

    /** A reference to a protected entity, or those that an embedded value holds. */
    private void addTo(List<Link> all, String name, Value value) {
        if (value instanceof ToOne toOne) {
            ProtectedEntity target = target(toOne);
            if (target != null) {
                all.add(links.of(
                        name,
                        toOne,
                        target,
                        toOne.isReferenceToPrimaryKey() ? null : toOne.getReferencedPropertyName(),
                        false));
            }
        } else if (value instanceof Component component) {
            List<Property> properties = component.getProperties();
            for (int i = 0; i < properties.size(); i++) {
                addTo(all, name + "_" + i, properties.get(i).getValue());
            }
        }
    }

    private @Nullable ProtectedEntity target(ToOne toOne) {
        return Optional.ofNullable(metadata.getEntityBinding(toOne.getReferencedEntityName()))
                .map(unit::entity)
                .orElse(null);
    }

    private void add(String name, Table table, List<Link> all, List<Reference> references) {
        if (all.isEmpty()) {
            return;
        }
        ProtectedEntity first = unit.entityOf(all.get(0).target()).orElseThrow();
        TableName stored = names.of(table, first);
        ProtectedEntity made =
                new ProtectedEntity(name, table, DerivedTables.linked(name, stored, all, references), first.index());
        ProtectedEntity before = found.putIfAbsent(table, made);
        if (before != null && !references(before).equals(references(made))) {
            throw StartMessages.derivedTwice(name + " and " + before.entityName() + " share the table "
                    + names.render(table) + " and refer to protected entities by different columns, or to different"
                    + " ones by the same");
        }
    }

    private static Map<String, String> references(ProtectedEntity derived) {
        return derived.scoped().declaration().attributes().values().stream()
                .map(Attribute.ToOne.class::cast)
                .collect(Collectors.toMap(Attribute.ToOne::column, Attribute.ToOne::target));
    }
}
