package dev.rls.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides which columns of an entity with a tenant must be held inside it, and by what. */
public final class TenantReferences {

    private TenantReferences() {}

    /**
     * A column that an association is stored in.
     *
     * @param attribute the association; with the class before it where another entity's association writes the column
     * @param column the column, in the table of the entity that refers
     * @param target the binary name of the entity it refers to
     * @param key the column it refers to, in that entity's table
     * @param crossing whether it may lead to other tenants
     */
    public record Column(String attribute, String column, String target, String key, boolean crossing) {}

    /**
     * The references of an entity.
     *
     * @param entity the entity that refers
     * @param columns its columns; several associations may be stored in one
     * @param entities finds what they refer to; null for what is unknown
     * @return in their order
     */
    public static List<Reference> of(
            EntityDeclaration entity,
            Collection<Column> columns,
            Function<String, @Nullable EntityDeclaration> entities) {
        if (entity.tenant() == null) {
            return List.of();
        }
        Map<String, List<Column>> same = new TreeMap<>();
        columns.forEach(
                column -> same.computeIfAbsent(column.column() + " " + column.target(), key -> new ArrayList<>())
                        .add(column));
        List<Reference> references = new ArrayList<>();
        for (List<Column> found : same.values()) {
            EntityDeclaration target = entities.apply(found.get(0).target());
            if (target != null && target.tenant() != null && found.stream().noneMatch(Column::crossing)) {
                found.stream()
                        .map(column -> reference(entity, column, target))
                        .sorted()
                        .filter(reference -> !isHeld(entity, reference))
                        .findFirst()
                        .ifPresent(references::add);
            }
        }
        return references.stream().sorted().toList();
    }

    private static Reference reference(EntityDeclaration entity, Column column, EntityDeclaration target) {
        String tenant = tenantColumn(target);
        String own = tenantColumn(entity);
        boolean byKey = own != null
                && tenant != null
                && !isShared(entity)
                && !isShared(target)
                && !own.equals(column.column())
                && !tenant.equals(column.key());
        return new Reference(
                column.attribute(), column.column(), column.target(), target.table(), column.key(), tenant, byKey);
    }

    /** By the way to the tenant, which the policies follow, or because it is the tenant. */
    private static boolean isHeld(EntityDeclaration entity, Reference reference) {
        TenantDeclaration tenant = entity.tenant();
        boolean via = tenant != null
                && entity.attributes().get(tenant.via()) instanceof Attribute.ToOne parent
                && parent.column().equals(reference.column())
                && parent.target().equals(reference.target());
        return via
                || (reference.column().equals(tenantColumn(entity))
                        && reference.key().equals(reference.tenant()));
    }

    private static boolean isShared(EntityDeclaration entity) {
        return entity.tenant() != null && entity.tenant().shared();
    }

    private static @Nullable String tenantColumn(EntityDeclaration entity) {
        return entity.tenant() != null
                        && entity.attributes().get(entity.tenant().attribute()) instanceof Attribute.Basic basic
                ? basic.column()
                : null;
    }
}
