package dev.rls.hibernate.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of an issuer: fetched when they are asked for, again before they are too old, and for a key id that is
 * not among them.
 *
 * @param uri where they are
 */
record KeySetUri(URI uri) {

    /** How long keys are used before they are fetched again. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** How long they are used beyond that where they cannot be. */
    static final Duration OUTAGE = Duration.ofHours(1);

    /** Until the last octet has come. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** More than any issuer publishes. */
    private static final int MOST_OCTETS = 65_536;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What is fetched for unknown key ids comes at most twice within this or a fifth of the keys' life. */
    private static final Duration RATE = Duration.ofSeconds(30);

    /** The last part of their life, in which they are fetched while they are still used. */
    private static final long AHEAD = 5;

    KeySetUri {
        IssuerAddress.checked(uri, "URI of the key set", "jwksUri(..)");
    }

    JWKSource<SecurityContext> open(Duration lifetime, Duration outage, KeySetEvents events) {
        long live = lifetime.toMillis();
        long most = live + outage.toMillis();
        ToldSource told = new ToldSource(this, most, events, new AtomicLong(Long.MIN_VALUE));
        JWKSource<SecurityContext> cache = JWKSourceBuilder.create(told)
                .cache(live, live / AHEAD)
                .refreshAheadCache(live / AHEAD, null, background(), true, null, false)
                .rateLimited(Math.min(RATE.toMillis(), live / AHEAD), event -> events.limited())
                .retrying(true)
                .outageTolerant(most)
                .build();
        return new JWKSetBasedJWKSource<>(
                new OutageLimit(((JWKSetBasedJWKSource<SecurityContext>) cache).getJWKSetSource(), told.end()::get));
    }

    /** What is there now. The source that nimbus has waits for as long as an answer trickles. */
    private JWKSet fetch() throws KeySourceException {
        try {
            return JWKSet.parse(
                    HttpAnswer.of(CLIENT, HttpRequest.newBuilder(uri).build(), TIMEOUT, MOST_OCTETS));
        } catch (IOException | ParseException e) {
            throw new JWKSetUnavailableException("the key set cannot be fetched from " + uri, e);
        }
    }

    /** Tells of each attempt. The events of nimbus do not tell of those that fail before the first success. */
    private record ToldSource(KeySetUri keySet, long most, KeySetEvents events, AtomicLong end)
            implements JWKSetSource<SecurityContext> {

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            JWKSet keys;
            try {
                keys = keySet.fetch();
            } catch (KeySourceException e) {
                events.unavailable();
                throw e;
            }
            end.set(currentTime + most);
            events.fetched(keys.getKeys().stream()
                    .map(JWK::getKeyID)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toUnmodifiableSet()));
            return keys;
        }

        @Override
        public void close() {}
    }

    /** One thread that goes when there is nothing to fetch, so that nobody has to stop it. */
    private static ExecutorService background() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "rls-issuer-keys");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
