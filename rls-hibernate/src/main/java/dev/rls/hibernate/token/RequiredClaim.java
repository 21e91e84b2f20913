package dev.rls.hibernate.token;

import dev.rls.policy.condition.ClaimPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claim without which no token is accepted.
 *
 * @param path where it is
 * @param type what it must be, one of {@link #TYPES}; Object for anything but null
 */
record RequiredClaim(ClaimPath path, Class<?> type) {

    /** What a claim may be required to be. */
    static final Set<Class<?>> TYPES =
            Set.of(Object.class, String.class, UUID.class, Long.class, Boolean.class, List.class, Map.class);

    /** Rejects claims that lack it. */
    void check(Map<String, @Nullable Object> claims) {
        Object found = Members.at(claims, path.names());
        if (found == null) {
            throw TokenRejectedException.lacking(path.toString());
        }
        if (!fits(found)) {
            throw TokenRejectedException.mistyped(path.toString(), type);
        }
    }

    private boolean fits(Object value) {
        if (type == UUID.class) {
            return value instanceof String text && isUuid(text);
        }
        if (type == Long.class) {
            return value instanceof Number number && isLong(number);
        }
        return type.isInstance(value);
    }

    /** {@link UUID#fromString} takes {@code 1-1-1-1-1} too. */
    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLong(Number number) {
        try {
            new BigDecimal(number.toString()).longValueExact();
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }
}
