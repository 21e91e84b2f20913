package dev.rls.hibernate.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys are not used beyond their end. The cache of nimbus gives a life to what an outage left as it does to what was fetched,
 * and its limit of the rate does not tell whether a key is missing or all of them.
 *
 * @param cache has the keys
 * @param end of what was fetched last, in milliseconds since 1970
 */
record OutageLimit(JWKSetSource<SecurityContext> cache, LongSupplier end) implements JWKSetSource<SecurityContext> {

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = cache.getJWKSet(evaluator, currentTime, context);
            return hasPassed(currentTime)
                    ? cache.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(keys), currentTime, context)
                    : keys;
        } catch (RateLimitReachedException e) {
            if (hasPassed(currentTime)) {
                throw new JWKSetUnavailableException("the key set could not be fetched a moment ago", e);
            }
            throw e;
        }
    }

    private boolean hasPassed(long currentTime) {
        return end.getAsLong() <= currentTime;
    }

    @Override
    public void close() throws IOException {
        cache.close();
    }
}
