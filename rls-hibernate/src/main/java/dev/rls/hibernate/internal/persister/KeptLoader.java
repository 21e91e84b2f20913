package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.EverySession;
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
    private volatile @Nullable Kept kept;

    private record Kept(EverySession sessions, SingleIdEntityLoader<?> loader) {}

    KeptLoader(AbstractEntityPersister entity) {
        this.entity = entity;
    }

    /** Null for a session, a lock or an entity that needs another one. */
    @Nullable
    SingleIdEntityLoader<?> of(SharedSessionContractImplementor session, @Nullable LockOptions lock) {
        if ((lock != null && lock.getLockMode() != LockMode.NONE)
                || entity.getSingleIdLoader().getClass() != SingleIdEntityLoaderStandardImpl.class
                || ProtectedUnit.of(session.getFactory()) == null) {
            return null;
        }
        Kept made = kept;
        if (made == null) {
            EverySession sessions = new EverySession(session.getFactory());
            made = new Kept(sessions, new Loader<>(entity, sessions));
            kept = made;
        }
        return made.sessions.isLike(session.getLoadQueryInfluencers()) ? made.loader : null;
    }

    private static final class Loader<T> extends SingleIdEntityLoaderStandardImpl<T> {

        private final SingleIdLoadPlan<T> plan;

        Loader(EntityMappingType entity, EverySession sessions) {
            super(entity, sessions.influencers());
            plan = super.resolveLoadPlan(LockOptions.NONE, sessions.influencers());
        }

        @Override
        public SingleIdLoadPlan<T> resolveLoadPlan(LockOptions lock, LoadQueryInfluencers influencers) {
            return plan;
        }
    }
}
