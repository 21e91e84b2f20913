package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.TenantClaim;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.List;
import org.hibernate.MappingException;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/** A root entity as it is mapped, beside what was compiled for its class. */
final class RootEntity {

    private final RootClass root;
    private final PolicyIndexes indexes;
    private final @Nullable PolicyIndex index;

    RootEntity(RootClass root, PolicyIndexes indexes) {
        this.root = root;
        this.indexes = indexes;
        this.index = root.getClassName() == null ? null : indexes.having(root.getClassName());
    }

    /** The claim that names an entity's tenant; null if it has none. */
    static @Nullable TenantClaim tenantOf(ProtectedEntity entity) {
        TenantRule tenant = entity.scoped().tenant();
        return tenant == null ? null : new TenantClaim(tenant.claim());
    }

    /** Whether it is annotated. An entity that only the index knows as protected is a leftover, which is refused. */
    boolean isProtected() {
        boolean annotated = Scoped.inherits(root);
        if (!annotated && index != null) {
            throw StartMessages.noLongerScoped(root.getEntityName(), index.unit());
        }
        return annotated;
    }

    /** The entity, if its mapping is the one that was compiled. */
    ProtectedEntity checked(MappingDifferences mapping) {
        if (index == null) {
            throw indexes.list().isEmpty()
                    ? StartMessages.notCompiled(root.getEntityName())
                    : StartMessages.notInIndex(root.getEntityName(), indexes.units());
        }
        ScopedEntity scoped = index.entity(root.getClassName()).orElseThrow();
        StaleIndex.refuse(scoped.declaration(), root.getMappedClass());
        tenantProperty(root, scoped);
        List<String> differences = mapping.of(scoped.declaration(), root);
        for (EntityDeclaration target : PathTargets.of(scoped, index)) {
            if (!target.isProtected()) { // else it is compared on its own
                differences.addAll(mapping.ofTarget(target));
            }
        }
        if (!differences.isEmpty()) {
            throw StartMessages.mappedOtherwise(root.getEntityName(), differences);
        }
        return new ProtectedEntity(root.getEntityName(), root.getTable(), scoped, index);
    }

    /** The tenant's attribute, which must have one column of its own, unconverted; null if the entity has none. */
    static @Nullable Property tenantProperty(RootClass root, ScopedEntity scoped) {
        ColumnRef column = scoped.tenant() == null ? null : scoped.tenant().column();
        if (column == null) {
            return null;
        }
        String attribute = column.attribute();
        Property property = property(root, attribute);
        String fault = property == null ? "is not mapped" : fault(root, property);
        if (fault != null) {
            throw StartMessages.noTenantColumn(root.getEntityName(), attribute, fault);
        }
        return property;
    }

    /** Whether the application names the tenant with the key, so that there is nothing to stamp. */
    static boolean isInKey(RootClass root, Property tenant) {
        return root.getTable().getPrimaryKey() != null
                && root.getTable().getPrimaryKey().containsColumn(tenantColumn(tenant));
    }

    static Column tenantColumn(Property tenant) {
        return (Column) tenant.getSelectables().get(0);
    }

    private static @Nullable String fault(RootClass root, Property property) {
        if (!(property.getValue() instanceof BasicValue value)
                || value.getColumnSpan() != 1
                || !(value.getColumn() instanceof Column)) {
            return "has none";
        }
        if (value.resolve().getValueConverter() != null) {
            return "is stored through a converter";
        }
        return property.isInsertable() || isInKey(root, property) ? null : "is not insertable";
    }

    private static @Nullable Property property(RootClass root, String name) {
        try {
            return root.getRecursiveProperty(name);
        } catch (MappingException e) {
            return null;
        }
    }
}
