package dev.rls.policy.evaluate;

import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import org.jspecify.annotations.Nullable;

/** Reads claims as the functions of schema {@code rls} read them. */
public final class ClaimValues {

    private ClaimValues() {}

    /**
     * The value of a claim.
     *
     * @param claim which one
     * @param claims where to look
     * @return a String, UUID, Long, Integer, BigDecimal or Boolean, or an unmodifiable List of these if it is an array;
     *     null if it is absent or null
     * @throws ClaimTypeException if it has another type
     */
    public static @Nullable Object read(ClaimRef claim, Claims claims) {
        return claims.get(claim.claim());
    }
}
