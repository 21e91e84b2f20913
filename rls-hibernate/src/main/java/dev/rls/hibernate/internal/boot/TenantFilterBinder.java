package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.TenantFilter;
import dev.rls.hibernate.internal.session.TenantStamp;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.render.FilterRenderer;
import java.util.Map;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.metamodel.mapping.JdbcMapping;

/** Filters and stamps the scoped entities, as Hibernate's own {@link TenantIdBinder} does for {@code @TenantId}. */
final class TenantFilterBinder {

    private final InFlightMetadataCollector metadata;
    private final ProtectedUnit unit;
    private final Dialect dialect;

    TenantFilterBinder(InFlightMetadataCollector metadata, ProtectedUnit unit) {
        this.metadata = metadata;
        this.unit = unit;
        this.dialect = metadata.getDatabase().getDialect();
    }

    void bind() {
        JdbcMapping identifier = identifier();
        metadata.addFilterDefinition(new TenantFilter(unit, identifier));
        for (ProtectedEntity entity : unit.entities()) {
            RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
            Property tenant = RootEntity.tenantProperty(root, entity.scoped());
            if (tenant != null) {
                root.addFilter(
                        TenantIdBinder.FILTER_NAME, condition(entity, tenant, "{alias}"), false, Map.of(), Map.of());
                if (!RootEntity.isInKey(root, tenant)) {
                    tenant.setValueGeneratorCreator(context -> new TenantStamp(entity, context));
                    tenant.resetUpdateable(false);
                    tenant.resetOptional(isShared(entity));
                }
            }
        }
        metadata.getCollectionBindings().forEach(this::bind);
    }

    /** The type of the session's tenant identifier: that of the tenant's column, and a string where none has one. */
    private JdbcMapping identifier() {
        for (ProtectedEntity entity : unit.entities()) {
            RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
            Property tenant = RootEntity.tenantProperty(root, entity.scoped());
            if (tenant != null) {
                return ((BasicValue) tenant.getValue()).resolve().getJdbcMapping();
            }
        }
        Class<?> type = unit.identifier(null).getClass();
        return metadata.getTypeConfiguration().getBasicTypeRegistry().getRegisteredType(type);
    }

    /** Hibernate leaves an entity's filters out when it loads a collection of the entity. */
    private void bind(Collection collection) {
        if (collection.getElement() instanceof OneToMany elements) {
            ProtectedEntity entity = unit.entity(metadata.getEntityBinding(elements.getReferencedEntityName()));
            Property tenant = entity == null
                    ? null
                    : RootEntity.tenantProperty(
                            (RootClass) metadata.getEntityBinding(entity.entityName()), entity.scoped());
            if (entity != null && tenant != null) {
                collection.addFilter(
                        TenantIdBinder.FILTER_NAME,
                        condition(entity, tenant, "{t}"),
                        false,
                        Map.of(),
                        Map.of("t", entity.entityName()));
            }
        }
    }

    private String condition(ProtectedEntity entity, Property tenant, String alias) {
        String column = alias + "." + RootEntity.tenantColumn(tenant).getQuotedName(dialect);
        String own = column + " = :" + FilterRenderer.TENANT_PARAMETER;
        return isShared(entity) ? "(" + own + " or " + column + " is null)" : own;
    }

    private static boolean isShared(ProtectedEntity entity) {
        TenantDeclaration declared = entity.scoped().declaration().tenant();
        return declared != null && declared.shared();
    }
}
