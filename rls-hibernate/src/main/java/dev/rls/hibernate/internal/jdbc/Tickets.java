package dev.rls.hibernate.internal.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What one database gave for tokens that it verified, so that it need not verify their signatures again. Whether a ticket is
 * still good is the database's to say: it takes the token where it is not, and answers with a new one.
 */
public final class Tickets {

    private static final byte[] NONE = {};

    /** As long as a ticket can be good at all. */
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int MOST = 4096;

    private final Cache<String, byte[]> tickets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFETIME).build();

    /** The ticket of a token, empty if there is none. */
    byte[] of(String token) {
        byte[] ticket = tickets.getIfPresent(token);
        return ticket == null ? NONE : ticket;
    }

    void keep(String token, String ticket) {
        tickets.put(token, ticket.getBytes(StandardCharsets.UTF_8));
    }
}
