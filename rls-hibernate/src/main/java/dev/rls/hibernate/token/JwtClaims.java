package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say about itself: the same as {@code rls.verified_claims} in the database asks, and claims that only
 * this application requires.
 */
record JwtClaims(String issuer, String audience, Duration skew, List<ClaimPath> required, Clock clock) {

    /** What every token must say about itself. */
    static final List<String> REGISTERED = List.of("iss", "aud", "exp");

    /** The end of the year 9999, beyond which neither side reckons. */
    private static final double LAST_SECOND = 253_402_300_799d;

    /** Checks issuer, audience, times, and whether the required claims are there. */
    void check(Map<String, @Nullable Object> claims) {
        for (String registered : REGISTERED) {
            if (claims.get(registered) == null) {
                throw new TokenRejectedException(Reason.MISSING_CLAIM);
            }
        }
        if (!issuer.equals(claims.get("iss"))) {
            throw new TokenRejectedException(Reason.WRONG_ISSUER);
        }
        Object aud = claims.get("aud");
        if (!audience.equals(aud) && !(aud instanceof Collection<?> several && several.contains(audience))) {
            throw new TokenRejectedException(Reason.WRONG_AUDIENCE);
        }
        double now = clock.millis() / 1000d;
        double tolerance = skew.toMillis() / 1000d;
        double exp = seconds(claims.get("exp"));
        if (exp > LAST_SECOND) {
            throw new TokenRejectedException(Reason.INVALID_CLAIM);
        }
        if (exp + tolerance <= now) {
            throw new TokenRejectedException(Reason.EXPIRED);
        }
        if (claims.containsKey("nbf") && seconds(claims.get("nbf")) - tolerance > now) {
            throw new TokenRejectedException(Reason.NOT_YET_VALID);
        }
        for (ClaimPath path : required) {
            if (!has(claims, path)) {
                throw TokenRejectedException.lacking(path.toString());
            }
        }
    }

    /** Whether what policies read there is not null. */
    private static boolean has(Map<String, @Nullable Object> claims, ClaimPath path) {
        Object found = claims;
        for (String name : path.names()) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found != null;
    }

    private static double seconds(@Nullable Object value) {
        if (value instanceof Number seconds) {
            return seconds.doubleValue();
        }
        throw new TokenRejectedException(Reason.INVALID_CLAIM);
    }
}
