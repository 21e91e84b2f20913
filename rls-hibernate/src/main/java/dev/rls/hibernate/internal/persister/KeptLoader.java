package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.session.EverySession;
import dev.rls.hibernate.internal.session.ForEverySession;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.internal.SingleIdEntityLoaderStandardImpl;
import org.hibernate.loader.ast.internal.SingleIdLoadPlan;
import org.hibernate.loader.ast.spi.SingleIdEntityLoader;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Loads an entity by its identifier with a statement that is written once, for {@link EverySession}. While a filter is enabled
 * Hibernate writes it for each load, and twice.
 */
@SuppressWarnings("removal") // what takes the place of LockOptions is not there yet
final class KeptLoader {

    private final AbstractEntityPersister entity;
    private final ForEverySession<SingleIdEntityLoader<?>> kept;

    KeptLoader(AbstractEntityPersister entity) {
        this.entity = entity;
        this.kept = new ForEverySession<>(influencers -> new Loader<>(entity, influencers));
    }

    /** Null for a session, a lock or an entity that needs another one. */
    @Nullable
    SingleIdEntityLoader<?> of(SharedSessionContractImplementor session, @Nullable LockOptions lock) {
        return (lock == null || lock.getLockMode() == LockMode.NONE)
                        && entity.getSingleIdLoader().getClass() == SingleIdEntityLoaderStandardImpl.class
                ? kept.of(session)
                : null;
    }

    private static final class Loader<T> extends SingleIdEntityLoaderStandardImpl<T> {

        private final SingleIdLoadPlan<T> plan;

        Loader(EntityMappingType entity, LoadQueryInfluencers influencers) {
            super(entity, influencers);
            plan = super.resolveLoadPlan(LockOptions.NONE, influencers);
        }

        @Override
        public SingleIdLoadPlan<T> resolveLoadPlan(LockOptions lock, LoadQueryInfluencers influencers) {
            return plan;
        }
    }
}
