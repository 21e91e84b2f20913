package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.EverySession;
import java.util.function.Function;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.internal.CollectionLoaderSingleKey;
import org.hibernate.loader.ast.spi.CollectionLoader;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Loads a collection with a statement that is written once, for {@link EverySession}. While a filter is enabled Hibernate writes it
 * for each load.
 */
final class KeptLoader {

    private final AbstractCollectionPersister collection;
    private final Function<LoadQueryInfluencers, CollectionLoader> make;
    private volatile @Nullable Kept kept;

    private record Kept(EverySession sessions, CollectionLoader loader) {}

    /** Of a collection, whose loaders are made by a method that its persister alone can call. */
    KeptLoader(AbstractCollectionPersister collection, Function<LoadQueryInfluencers, CollectionLoader> make) {
        this.collection = collection;
        this.make = make;
    }

    /** Null for a session or a collection that needs another one. */
    @Nullable
    CollectionLoader of(SharedSessionContractImplementor session) {
        LoadQueryInfluencers influencers = session.getLoadQueryInfluencers();
        if (collection.getCollectionLoader().getClass() != CollectionLoaderSingleKey.class
                || influencers.effectiveSubselectFetchEnabled(collection)
                || ProtectedUnit.of(session.getFactory()) == null) {
            return null;
        }
        Kept made = kept;
        if (made == null) {
            EverySession sessions = new EverySession(session.getFactory());
            made = new Kept(sessions, make.apply(sessions.influencers()));
            kept = made;
        }
        return made.sessions.isLike(influencers) ? made.loader : null;
    }
}
