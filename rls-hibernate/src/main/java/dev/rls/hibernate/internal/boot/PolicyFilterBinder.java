package dev.rls.hibernate.internal.boot;

import dev.rls.Operation;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.DerivedTables.Link;
import dev.rls.policy.Predicate;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.evaluate.ClaimRefs;
import dev.rls.policy.render.FilterRenderer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.internal.FilterImpl;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/**
 * Filters the protected entities by what their policies say beyond the tenant's column: under one name what may be read,
 * and under a name for each kind of statement what bulk updates and deletes may touch.
 */
final class PolicyFilterBinder {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;
    private final PhysicalNames names;
    private final FilterParameters parameters;

    PolicyFilterBinder(InFlightMetadataCollector metadata, ProtectedUnit unit, PhysicalNames names) {
        this.metadata = metadata;
        this.unit = unit;
        this.names = names;
        this.parameters = new FilterParameters(
                metadata.getTypeConfiguration().getBasicTypeRegistry().getRegisteredType(String.class));
    }

    /** Binds the filters, those of collections with tables of their own among them. */
    void bind(Map<Collection, List<Link>> linked) {
        for (ProtectedEntity entity : unit.entities()) {
            RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
            add(root, PolicyFilter.SELECT, select(entity, "{alias}"));
            for (Operation operation : List.of(Operation.UPDATE, Operation.DELETE)) {
                add(root, PolicyFilter.name(operation), touch(entity, operation));
            }
        }
        metadata.getCollectionBindings().forEach(this::bind);
        linked.forEach(this::bind);
        RowChecks checks = new RowChecks(metadata, names, parameters);
        for (ProtectedEntity entity : unit.entities()) {
            unit.addCheck(entity, Operation.INSERT, checks.inserted(entity));
            unit.addCheck(entity, Operation.UPDATE, checks.updated(entity));
        }
        for (Operation operation : List.of(Operation.SELECT, Operation.UPDATE, Operation.DELETE)) {
            metadata.addFilterDefinition(new PolicyFilter(operation, parameters.mappings()));
        }
    }

    /** Hibernate leaves an entity's filters out when it loads a collection of the entity. */
    private void bind(Collection collection) {
        if (collection.getElement() instanceof OneToMany elements) {
            ProtectedEntity entity = unit.entity(metadata.getEntityBinding(elements.getReferencedEntityName()));
            String condition = entity == null ? null : select(entity, "{t}");
            if (entity != null && condition != null) {
                collection.addFilter(PolicyFilter.SELECT, condition, false, Map.of(), Map.of("t", entity.entityName()));
            }
        }
    }

    /**
     * The rows of a collection's own table, by what they refer to. The owner is there already where its row is what it was;
     * only a database without row security leaves it to this filter to look again.
     */
    private void bind(Collection collection, List<Link> links) {
        List<Predicate> parts = new ArrayList<>();
        for (Link link : links) {
            if (!link.part() || !unit.databaseDecides()) {
                parts.add(link.through(And.TRUE));
            }
        }
        if (!parts.isEmpty()) {
            // by the placeholder itself, because Hibernate takes an alias of the caller's for one of an element's table
            String condition =
                    FilterRenderer.render(And.of(parts), FilterImpl.MARKER, names.of(table(collection), parameters));
            collection.addFilter(PolicyFilter.SELECT, condition, true, Map.of(), Map.of());
        }
    }

    private TableName table(Collection collection) {
        return unit.tables().stream()
                .filter(table -> table.table().equals(collection.getCollectionTable()))
                .findFirst()
                .orElseThrow()
                .scoped()
                .table();
    }

    private static void add(RootClass root, String filter, @Nullable String condition) {
        if (condition != null) {
            root.addFilter(filter, condition, false, Map.of(), Map.of());
        }
    }

    /** Without a filter of the tenant's column this one must ask for claims, even if it has nothing else to say. */
    private @Nullable String select(ProtectedEntity entity, String alias) {
        Predicate select = PolicyConditions.select(entity.scoped());
        TenantRule tenant = entity.scoped().tenant();
        if (tenant != null && tenant.column() != null) {
            return select.equals(And.TRUE) ? null : condition(entity, select, alias);
        }
        String bound = ":" + FilterParameters.BOUND + " = 1";
        return select.equals(And.TRUE) ? bound : bound + " and " + condition(entity, select, alias);
    }

    /** Claims that the operation uses in checks alone are looked at too, because the database may never come to them. */
    private @Nullable String touch(ProtectedEntity entity, Operation operation) {
        Predicate touch = PolicyConditions.touch(entity.scoped(), operation);
        Set<ClaimRef> unread = new LinkedHashSet<>(ClaimRefs.of(entity.scoped(), operation, false));
        unread.removeAll(ClaimRefs.of(entity.scoped().using(operation)));
        unread.removeAll(ClaimRefs.of(entity.scoped().using(Operation.SELECT)));
        String condition = touch.equals(And.TRUE) ? null : condition(entity, touch, "{alias}");
        if (unread.isEmpty()) {
            return condition;
        }
        String checked = ":" + parameters.checked(unread) + " = 1";
        return condition == null ? checked : checked + " and " + condition;
    }

    /** In parentheses, because Hibernate joins filters with and. */
    private String condition(ProtectedEntity entity, Predicate predicate, String alias) {
        return "("
                + FilterRenderer.render(
                        predicate, alias, names.of(entity.scoped().table(), parameters))
                + ")";
    }
}
