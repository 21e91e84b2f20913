package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say about itself: the same as {@code rls.verified_claims} in the database asks, and what only this
 * application requires.
 *
 * @param issuer what {@code iss} is
 * @param audiences of which {@code aud} is one or holds one
 * @param skew how far clocks may differ
 * @param maxAge how long ago {@code iat} may be, null if that does not matter
 * @param required claims that must be there, as policies name them
 * @param mapping where the claims of policies lie in a token, those that have another name there
 * @param clock tells the time
 */
record JwtClaims(
        String issuer,
        Set<String> audiences,
        Duration skew,
        @Nullable Duration maxAge,
        List<RequiredClaim> required,
        Map<String, ClaimPath> mapping,
        Clock clock) {

    /** What every token must say about itself. */
    private static final List<String> REGISTERED = List.of("iss", "aud", "exp");

    /** The end of the year 9999, beyond which neither side reckons. */
    private static final double LAST_SECOND = 253_402_300_799d;

    /** All that must be there, registered or not. */
    List<ClaimPath> requiredClaims() {
        return Stream.concat(
                        REGISTERED.stream().map(ClaimPath::of),
                        required.stream().map(RequiredClaim::path))
                .toList();
    }

    /**
     * Checks issuer, audience and times.
     *
     * @param token what the token holds
     * @return when it is good no more, in seconds since 1970
     */
    double check(Map<String, @Nullable Object> token) {
        for (String registered : REGISTERED) {
            if (token.get(registered) == null) {
                throw new TokenRejectedException(Reason.MISSING_CLAIM);
            }
        }
        if (!issuer.equals(token.get("iss"))) {
            throw new TokenRejectedException(Reason.WRONG_ISSUER);
        }
        if (!isMeantForUs(token.get("aud"))) {
            throw new TokenRejectedException(Reason.WRONG_AUDIENCE);
        }
        return Math.min(expiry(token), tooOld(token));
    }

    private boolean isMeantForUs(@Nullable Object aud) {
        return aud instanceof Collection<?> several
                ? several.stream().anyMatch(audiences::contains)
                : aud instanceof String && audiences.contains(aud);
    }

    private double expiry(Map<String, @Nullable Object> token) {
        double exp = seconds(token.get("exp"));
        if (exp > LAST_SECOND) {
            throw new TokenRejectedException(Reason.INVALID_CLAIM);
        }
        if (hasPassed(exp + tolerance())) {
            throw new TokenRejectedException(Reason.EXPIRED);
        }
        if (token.containsKey("nbf") && seconds(token.get("nbf")) - tolerance() > now()) {
            throw new TokenRejectedException(Reason.NOT_YET_VALID);
        }
        return exp + tolerance();
    }

    private double tooOld(Map<String, @Nullable Object> token) {
        if (maxAge == null) {
            return LAST_SECOND;
        }
        if (token.get("iat") == null) {
            throw TokenRejectedException.lacking("iat");
        }
        double end = seconds(token.get("iat")) + maxAge.toMillis() / 1000d + tolerance();
        if (hasPassed(end)) {
            throw new TokenRejectedException(Reason.TOO_OLD);
        }
        return end;
    }

    /** Whether that is not to come any more. */
    boolean hasPassed(double second) {
        return second <= now();
    }

    private double now() {
        return clock.millis() / 1000d;
    }

    private double tolerance() {
        return skew.toMillis() / 1000d;
    }

    /**
     * The claims as policies name them.
     *
     * @param token what the token holds
     * @return that, but for what has another name or place in it
     */
    Map<String, @Nullable Object> mapped(Map<String, @Nullable Object> token) {
        Map<String, @Nullable Object> claims = token;
        if (!mapping.isEmpty()) {
            claims = new LinkedHashMap<>(token);
            for (Map.Entry<String, ClaimPath> entry : mapping.entrySet()) {
                claims.put(entry.getKey(), Members.at(token, entry.getValue().names()));
            }
        }
        for (RequiredClaim each : required) {
            each.check(claims);
        }
        return claims;
    }

    private static double seconds(@Nullable Object value) {
        if (value instanceof Number seconds) {
            return seconds.doubleValue();
        }
        throw new TokenRejectedException(Reason.INVALID_CLAIM);
    }
}
