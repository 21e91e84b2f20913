package dev.rls.hibernate.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.time.Duration;

/** Tokens that were not active a moment ago, so that whoever sends one again and again makes nobody be asked each time. */
final class Refusals {

    /** A token that becomes active waits for so long. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST = 4096;

    private final Cache<TokenDigest, Boolean> refused;

    /**
     * None yet.
     *
     * @param atMost how long one may be remembered
     */
    Refusals(Duration atMost) {
        this.refused = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(atMost.compareTo(REMEMBERED) < 0 ? atMost : REMEMBERED)
                .build();
    }

    /** Rejects a token that is one of them. */
    void check(TokenDigest token) {
        if (refused.getIfPresent(token) != null) {
            throw new TokenRejectedException(Reason.NOT_ACTIVE);
        }
    }

    void remember(TokenDigest token) {
        refused.put(token, true);
    }
}
