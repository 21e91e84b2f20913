package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token must say about itself: the same as {@code rls.verified_claims} in the database asks. */
record JwtClaims(String issuer, String audience, Duration skew, Clock clock) {

    /** The end of the year 9999, beyond which neither side reckons. */
    private static final double LAST_SECOND = 253_402_300_799d;

    /** Checks issuer, audience and times. */
    void check(Map<String, @Nullable Object> claims) {
        for (String required : new String[] {"iss", "aud", "exp"}) {
            if (claims.get(required) == null) {
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
    }

    private static double seconds(@Nullable Object value) {
        if (value instanceof Number seconds) {
            return seconds.doubleValue();
        }
        throw new TokenRejectedException(Reason.INVALID_CLAIM);
    }
}
