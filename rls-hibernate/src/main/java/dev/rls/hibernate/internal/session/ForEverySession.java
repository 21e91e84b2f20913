package dev.rls.hibernate.internal.session;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.function.Function;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What is made once for {@link EverySession}, when it is first wanted: before that the filters are not there. Two threads may
 * both make it, which does no harm.
 *
 * @param <T> what is made
 */
public final class ForEverySession<T> {

    private final Function<LoadQueryInfluencers, ? extends T> make;
    private volatile @Nullable Made<T> made;

    private record Made<T>(EverySession sessions, T it) {}

    /**
     * Not made yet.
     *
     * @param make makes it of what its statement is translated with
     */
    public ForEverySession(Function<LoadQueryInfluencers, ? extends T> make) {
        this.make = make;
    }

    /** For this session, or null if it needs one of its own. */
    public @Nullable T of(SharedSessionContractImplementor session) {
        if (ProtectedUnit.of(session.getFactory()) == null) {
            return null;
        }
        Made<T> once = made;
        if (once == null) {
            EverySession sessions = new EverySession(session.getFactory());
            once = new Made<>(sessions, make.apply(sessions.influencers()));
            made = once;
        }
        return once.sessions.isLike(session.getLoadQueryInfluencers()) ? once.it : null;
    }
}
