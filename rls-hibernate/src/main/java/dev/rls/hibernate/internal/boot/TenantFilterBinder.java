package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.TenantFilter;
import dev.rls.hibernate.internal.session.TenantStamp;
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
        for (ProtectedEntity entity : unit.entities()) {
            RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
            Property tenant = RootEntity.tenantProperty(root, entity.scoped());
            if (metadata.getFilterDefinition(TenantIdBinder.FILTER_NAME) == null) {
                BasicValue value = (BasicValue) tenant.getValue();
                metadata.addFilterDefinition(
                        new TenantFilter(unit, value.resolve().getJdbcMapping()));
            }
            root.addFilter(TenantIdBinder.FILTER_NAME, condition(entity, "{alias}"), false, Map.of(), Map.of());
            tenant.setValueGeneratorCreator(context -> new TenantStamp(entity, context));
            tenant.resetUpdateable(false);
            tenant.resetOptional(false);
        }
        metadata.getCollectionBindings().forEach(this::bind);
    }

    /** Hibernate leaves an entity's filters out when it loads a collection of the entity. */
    private void bind(Collection collection) {
        if (collection.getElement() instanceof OneToMany elements) {
            String root = metadata.getEntityBinding(elements.getReferencedEntityName())
                    .getRootClass()
                    .getEntityName();
            ProtectedEntity entity = unit.entity(root);
            if (entity != null) {
                collection.addFilter(
                        TenantIdBinder.FILTER_NAME, condition(entity, "{t}"), false, Map.of(), Map.of("t", root));
            }
        }
    }

    private String condition(ProtectedEntity entity, String alias) {
        RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
        String column = RootEntity.tenantColumn(RootEntity.tenantProperty(root, entity.scoped()))
                .getQuotedName(dialect);
        return alias + "." + column + " = :" + FilterRenderer.TENANT_PARAMETER;
    }
}
