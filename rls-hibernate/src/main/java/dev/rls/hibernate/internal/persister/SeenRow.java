package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.Filter;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.internal.LoaderSelectBuilder;
import org.hibernate.loader.ast.internal.SingleIdArrayLoadPlan;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.hibernate.sql.ast.spi.SqlAliasBaseManager;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcParametersList;
import org.jspecify.annotations.Nullable;

/**
 * The row of a key, where the filters of the session show it. Hibernate has statements that ask by the key alone, because
 * it takes for granted that what was loaded is still there; another transaction may have given the row away.
 *
 * @param entity whose row
 * @param id its key
 * @param session whose filters
 */
@SuppressWarnings("removal") // what takes the place of LockOptions is not there yet
record SeenRow(EntityMappingType entity, Object id, SharedSessionContractImplementor session) {

    /** The row in the root's table, which has the tenant; where each class has a table of its own, in that. */
    static SeenRow of(EntityPersister entity, Object id, SharedSessionContractImplementor session) {
        return new SeenRow(
                entity instanceof UnionSubclassEntityPersister ? entity : entity.getRootEntityDescriptor(),
                id,
                session);
    }

    /** Whether nobody else would filter the statements about an entity. */
    static boolean isAskedFor(EntityPersister entity) {
        ProtectedUnit unit = ProtectedUnit.of(entity.getFactory());
        return unit != null && !unit.databaseDecides() && unit.entity(entity) != null;
    }

    boolean isThere() {
        return read(List.of(any()), new LockOptions()) != null;
    }

    /** Whether it is there, and locked now; PostgreSQL locks nothing through a union, for Hibernate neither. */
    boolean lock(LockMode mode, int timeout) {
        if (entity instanceof UnionSubclassEntityPersister union && union.hasSubclasses()) {
            return isThere();
        }
        LockOptions lock = new LockOptions(mode);
        lock.setTimeOut(timeout);
        return read(List.of(any()), lock) != null;
    }

    /** What it holds of each part; null if it is not there. */
    Object @Nullable [] read(List<? extends ModelPart> parts) {
        return read(parts, new LockOptions());
    }

    private ModelPart any() {
        ModelPart version = entity.getVersionMapping();
        return version == null ? entity.getIdentifierMapping() : version;
    }

    private Object @Nullable [] read(List<? extends ModelPart> parts, LockOptions lock) {
        SessionFactoryImplementor factory = session.getFactory();
        JdbcParametersList.Builder parameters = JdbcParametersList.newBuilder();
        SelectStatement select = LoaderSelectBuilder.createSelect(
                entity,
                parts,
                entity.getIdentifierMapping(),
                null,
                1,
                filters(factory),
                lock,
                parameters::add,
                new SqlAliasBaseManager(),
                factory);
        return new SingleIdArrayLoadPlan(
                        entity, entity.getIdentifierMapping(), select, parameters.build(), lock, factory)
                .load(id, session);
    }

    /** Ours of the session: not the application's, which Hibernate does not ask here, nor graphs and profiles, which would load more. */
    private LoadQueryInfluencers filters(SessionFactoryImplementor factory) {
        Map<String, Filter> ours =
                new TreeMap<>(session.getLoadQueryInfluencers().getEnabledFilters());
        ours.keySet().retainAll(PolicyFilter.OURS);
        return new LoadQueryInfluencers(factory) {
            private static final long serialVersionUID = 1L;

            @Override
            public Map<String, Filter> getEnabledFilters() {
                return ours;
            }

            @Override
            public boolean hasEnabledFilters() {
                return !ours.isEmpty();
            }
        };
    }
}
