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

    /** Characters of tokens and octets of tickets: thousands of the usual size. */
    private static final int MOST = 8 << 20;

    /** The ticket of a token whose claims are larger than the token is not worth what it displaces. */
    private static final int LARGEST = 32 << 10;

    private final Cache<String, byte[]> tickets = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((String token, byte[] ticket) -> token.length() + ticket.length)
            .expireAfterWrite(LIFETIME)
            .executor(Runnable::run) // so that no more are kept, not for a moment
            .build();

    /** The ticket of a token, empty if there is none. */
    byte[] of(String token) {
        byte[] ticket = tickets.getIfPresent(token);
        return ticket == null ? NONE : ticket;
    }

    void keep(String token, String ticket) {
        byte[] octets = ticket.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= LARGEST) {
            tickets.put(token, octets);
        }
    }
}
