package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.DerivedTables;
import dev.rls.policy.StoredName;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.config.spi.StandardConverters;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.FilterConfiguration;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/**
 * Protects the tables in which Envers keeps what protected entities were. Envers maps them as entities without a class,
 * after every contributor had its turn, and names them by prefix and suffix; their columns are called as the entity's.
 */
public final class EnversTables {

    private static final Set<String> FILTERS = Set.of(TenantIdBinder.FILTER_NAME, PolicyFilter.SELECT);

    private final MetadataImplementor metadata;
    private final ProtectedUnit unit;
    private final ConfigurationService settings;
    private final String prefix;
    private final String suffix;

    private EnversTables(MetadataImplementor metadata, ProtectedUnit unit) {
        this.metadata = metadata;
        this.unit = unit;
        this.settings =
                metadata.getMetadataBuildingOptions().getServiceRegistry().requireService(ConfigurationService.class);
        this.prefix = setting("org.hibernate.envers.audit_table_prefix", "");
        this.suffix = setting("org.hibernate.envers.audit_table_suffix", "_AUD");
    }

    /**
     * Adds them to the unit, once.
     *
     * @param metadata a whole mapping
     * @param unit its protected entities
     */
    public static void protect(MetadataImplementor metadata, ProtectedUnit unit) {
        EnversTables tables = new EnversTables(metadata, unit);
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() == null) {
                tables.protect(entity);
            }
        }
    }

    private void protect(PersistentClass audit) {
        PersistentClass audited = audited(audit);
        if (audited == null) {
            refuseUnknown(audit.getTable());
            return;
        }
        ProtectedEntity entity = unit.entity(audited);
        String name = audited.getEntityName() + "#" + audit.getTable().getName();
        if (entity == null || unit.hasTable(name)) {
            return;
        }
        Table table = audit.getTable();
        if (audited.isJoinedSubclass() || audit.getJoinClosureSpan() > 0) {
            throw StartMessages.unprotectedTable(
                    table.getQualifiedTableName().render(),
                    "the audit table",
                    entity.entityName(),
                    "tells of more than the rows of the entity's own table");
        }
        if (!settings.getSetting("org.hibernate.envers.store_data_at_delete", StandardConverters.BOOLEAN, false)) {
            throw StartMessages.auditedWithoutData(entity.entityName());
        }
        Histories.requireColumns(entity, table, names(table.getColumns()));
        if (audit instanceof RootClass) {
            filter(audit, audited.getRootClass());
        }
        if (audit instanceof RootClass || !table.equals(audit.getRootClass().getTable())) {
            unit.addHistory(
                    audit.getEntityName(),
                    new ProtectedEntity(
                            name,
                            table,
                            DerivedTables.history(
                                    name, new DerivedNames(defaultSchema()).of(table, entity), entity.scoped()),
                            entity.index()));
        }
    }

    /** What Hibernate says of the entity's rows holds of these. */
    private static void filter(PersistentClass audit, RootClass root) {
        for (FilterConfiguration filter : root.getFilters()) {
            if (FILTERS.contains(filter.getName())) {
                audit.addFilter(filter.getName(), filter.getCondition(), false, Map.of(), Map.of());
            }
        }
    }

    private @Nullable PersistentClass audited(PersistentClass audit) {
        String name = audit.getEntityName();
        return name.length() > prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix)
                ? metadata.getEntityBinding(name.substring(prefix.length(), name.length() - suffix.length()))
                : null;
    }

    /**
     * A table in which Envers keeps a collection. It has columns of both sides and none of a tenant; what it says of
     * deleted rows hangs on nothing any more.
     */
    private void refuseUnknown(Table audit) {
        for (Collection collection : metadata.getCollectionBindings()) {
            PersistentClass owner = collection.getOwner();
            PersistentClass element = element(collection);
            ProtectedEntity entity = unit.entity(owner);
            if (entity == null && element != null) {
                entity = unit.entity(element);
            }
            if (entity != null && mayHold(audit, collection)) {
                throw StartMessages.unprotectedTable(
                        audit.getQualifiedTableName().render(),
                        "in which Envers may keep " + collection.getRole(),
                        entity.entityName(),
                        "has no column of a tenant. Audit no collection of it, or leave Envers out (@NotAudited)");
            }
        }
    }

    /** By its name, unless it has one of its own, or by the columns that lead to the owner. */
    private boolean mayHold(Table audit, Collection collection) {
        Set<String> columns = names(audit.getColumns());
        return audit.getName()
                        .equalsIgnoreCase(
                                prefix + collection.getCollectionTable().getName() + suffix)
                || columns.containsAll(names(collection.getKey().getColumns()));
    }

    private Set<String> names(java.util.Collection<Column> columns) {
        return columns.stream()
                .map(column -> StoredName.of(
                        column.getNameIdentifier(metadata.getDatabase()).render()))
                .collect(Collectors.toSet());
    }

    private @Nullable PersistentClass element(Collection collection) {
        if (collection.getElement() instanceof OneToMany elements) {
            return metadata.getEntityBinding(elements.getReferencedEntityName());
        }
        return collection.getElement() instanceof ToOne toOne
                ? metadata.getEntityBinding(toOne.getReferencedEntityName())
                : null;
    }

    private @Nullable Object defaultSchema() {
        Object own = settings.getSettings().get("org.hibernate.envers.default_schema");
        return own == null ? settings.getSettings().get(MappingSettings.DEFAULT_SCHEMA) : own;
    }

    private String setting(String name, String otherwise) {
        return String.valueOf(settings.getSettings().getOrDefault(name, otherwise));
    }
}
