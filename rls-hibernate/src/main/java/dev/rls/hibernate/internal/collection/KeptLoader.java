package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.session.EverySession;
import dev.rls.hibernate.internal.session.ForEverySession;
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
    private final ForEverySession<CollectionLoader> kept;

    /** Of a collection, whose loaders are made by a method that its persister alone can call. */
    KeptLoader(AbstractCollectionPersister collection, Function<LoadQueryInfluencers, CollectionLoader> make) {
        this.collection = collection;
        this.kept = new ForEverySession<>(make);
    }

    /** Null for a session or a collection that needs another one. */
    @Nullable
    CollectionLoader of(SharedSessionContractImplementor session) {
        return collection.getCollectionLoader().getClass() == CollectionLoaderSingleKey.class
                        && !session.getLoadQueryInfluencers().effectiveSubselectFetchEnabled(collection)
                ? kept.of(session)
                : null;
    }
}
