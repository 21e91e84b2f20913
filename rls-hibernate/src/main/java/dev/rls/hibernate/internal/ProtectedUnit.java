package dev.rls.hibernate.internal;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.engine.spi.FilterDefinition;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The protected entities of one session factory and the one claim that names their tenant. It travels in the definition
 * of the filter, the one thing of ours that Hibernate carries from the mapping into the session factory.
 */
public final class ProtectedUnit {

    /** The tenant identifier of all sessions where no entity has a tenant. */
    private static final String NO_TENANTS = "rls";

    private final @Nullable TenantClaim tenant;
    private final boolean databaseDecides;
    private final Map<String, ProtectedEntity> entities = new TreeMap<>();
    private final Map<String, ProtectedEntity> derived = new TreeMap<>();
    private final Map<String, ProtectedEntity> histories = new HashMap<>();
    private boolean audited;
    private final Map<String, RowCheck> checks = new HashMap<>();
    private final Map<String, Set<String>> tenantKeys = new HashMap<>();

    /**
     * A unit without entities yet.
     *
     * @param tenant the claim that names the tenant, or null
     * @param databaseDecides whether the database enforces the policies too
     */
    public ProtectedUnit(@Nullable TenantClaim tenant, boolean databaseDecides) {
        this.tenant = tenant;
        this.databaseDecides = databaseDecides;
    }

    /** The protected unit of a session factory, or null if it has no protected entity. */
    public static @Nullable ProtectedUnit of(SessionFactoryImplementor factory) {
        return factory.getDefinedFilterNames().contains(TenantIdBinder.FILTER_NAME)
                ? of(factory.getFilterDefinition(TenantIdBinder.FILTER_NAME))
                : null;
    }

    /** The protected unit of a session factory that has one. */
    public static ProtectedUnit required(SessionFactoryImplementor factory) {
        return Objects.requireNonNull(of(factory));
    }

    /** The protected unit of a mapping, or null if it has no protected entity. */
    public static @Nullable ProtectedUnit of(Metadata metadata) {
        return of(((MetadataImplementor) metadata).getFilterDefinition(TenantIdBinder.FILTER_NAME));
    }

    private static @Nullable ProtectedUnit of(@Nullable FilterDefinition definition) {
        return definition instanceof TenantFilter filter ? filter.unit() : null;
    }

    /** Whether the database enforces the policies by itself, so that what Hibernate cannot know can be left to it. */
    public boolean databaseDecides() {
        return databaseDecides;
    }

    /** The claim that names the tenant; null if no entity has one. */
    public @Nullable TenantClaim tenant() {
        return tenant;
    }

    /** The tenant identifier of a session with these claims. */
    public Object identifier(@Nullable Claims claims) {
        return tenant == null ? NO_TENANTS : tenant.ofOrNone(claims);
    }

    public void add(ProtectedEntity entity) {
        entities.put(entity.entityName(), entity);
    }

    public @Nullable ProtectedEntity entity(String entityName) {
        return entities.get(entityName);
    }

    public @Nullable ProtectedEntity entity(PersistentClass mapped) {
        return entity(mapped.getRootClass().getEntityName());
    }

    public @Nullable ProtectedEntity entity(EntityPersister persister) {
        return entity(persister.getRootEntityName());
    }

    /** A table that holds something of the entities beside their own, with policies that follow theirs. */
    public void addDerived(ProtectedEntity table) {
        derived.put(table.entityName(), table);
    }

    /** What protects a table that is no entity's own. */
    public Optional<ProtectedEntity> derived(Table table) {
        return derived.values().stream()
                .filter(entity -> entity.table().equals(table))
                .findFirst();
    }

    /** An entity of Envers' that keeps the history of another. */
    public void addHistory(String entityName, ProtectedEntity history) {
        addDerived(history);
        histories.put(entityName, history);
    }

    /** What protects the history that Envers keeps in an entity, or null if it is none. */
    public @Nullable ProtectedEntity history(EntityPersister persister) {
        return histories.get(persister.getRootEntityName());
    }

    public void setAudited() {
        audited = true;
    }

    /** Whether Hibernate itself keeps histories of protected entities. */
    public boolean isAudited() {
        return audited;
    }

    public boolean hasTable(String name) {
        return derived.containsKey(name);
    }

    /** What was compiled for a protected entity belongs to this one. */
    public Optional<ProtectedEntity> entityOf(ScopedEntity scoped) {
        return entities.values().stream()
                .filter(entity -> entity.scoped().equals(scoped))
                .findFirst();
    }

    /** All that has policies: the entities, and the tables that {@link #addDerived} added. */
    public List<ProtectedEntity> tables() {
        List<ProtectedEntity> tables = new ArrayList<>(entities.values());
        tables.addAll(derived.values());
        return tables;
    }

    /** What was compiled, and with it what is derived, by units. */
    public List<PolicyIndex> indexes() {
        Map<String, PolicyIndex> indexes = new TreeMap<>();
        entities.values().forEach(entity -> indexes.put(entity.index().unit(), entity.index()));
        indexes.replaceAll((name, index) -> index.with(derived.values().stream()
                .filter(table -> table.index().unit().equals(name))
                .map(ProtectedEntity::scoped)
                .toList()));
        return List.copyOf(indexes.values());
    }

    public void addCheck(ProtectedEntity entity, Operation operation, RowCheck check) {
        checks.put(operation + " " + entity.entityName(), check);
    }

    /** What rows that a query inserts or updates must satisfy. */
    public RowCheck check(ProtectedEntity entity, Operation operation) {
        return Objects.requireNonNull(checks.get(operation + " " + entity.entityName()));
    }

    public void addTenantKey(ProtectedEntity entity, String index) {
        tenantKeys.computeIfAbsent(entity.entityName(), name -> new HashSet<>()).add(index);
    }

    /** Whether the start found a unique index of this name that holds the tenant. */
    public boolean isTenantKey(ProtectedEntity entity, String index) {
        return tenantKeys.getOrDefault(entity.entityName(), Set.of()).contains(index);
    }

    /** In the order of their names. */
    public Collection<ProtectedEntity> entities() {
        return Collections.unmodifiableCollection(entities.values());
    }
}
