package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** What an opaque token is remembered by: SHA-256. A comparison tells nothing of a token by the time it takes. */
record TokenDigest(long a, long b, long c, long d) {

    /** As in the database: 8 KiB. */
    private static final int MAX_SIZE = 8192;

    /** Rejects a token that is too large to be looked at any further. */
    static void checkSize(String token) {
        Objects.requireNonNull(token, "token");
        if (token.length() > MAX_SIZE) {
            throw new TokenRejectedException(Reason.TOO_LARGE);
        }
    }

    static TokenDigest of(String token) {
        checkSize(token);
        try {
            ByteBuffer octets = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
            return new TokenDigest(octets.getLong(), octets.getLong(), octets.getLong(), octets.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it: java.security.MessageDigest
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }
}
