package dev.rls.hibernate.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import dev.rls.claims.Claims;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signed JWTs of one issuer: form, algorithm, key, signature, issuer, audience and times, with the rules the
 * database applies when the token is bound. A token that was good is remembered: as long as it has not
 * expired and its key is still published, its signature is not computed again. Rejected tokens are neither remembered nor
 * logged.
 *
 * <pre>{@code
 * TokenVerifier verifier = JwtVerifier.builder()
 *         .issuer("https://issuer.example")
 *         .audience("invoices")
 *         .jwksUri(URI.create("https://issuer.example/jwks.json"))
 *         .build();
 * }</pre>
 */
public final class JwtVerifier implements TokenVerifier {

    /** RFC 9068, section 2.1: with and without what media types begin with (RFC 7515, section 4.1.9). */
    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");

    /** How many keys of one id and algorithm are tried: the old one and the new one of an issuer that keeps the id. */
    private static final int MOST_CANDIDATES = 2;

    private final Set<JWSAlgorithm> algorithms;
    private final boolean accessTokensOnly;
    private final JWKSource<SecurityContext> keys;
    private final JwtClaims rules;
    private final Cache<RememberedJwt, VerifiedToken> verified;

    JwtVerifier(
            Set<JWSAlgorithm> algorithms,
            boolean accessTokensOnly,
            JWKSource<SecurityContext> keys,
            JwtClaims rules,
            Cache<RememberedJwt, VerifiedToken> verified) {
        this.algorithms = algorithms;
        this.accessTokensOnly = accessTokensOnly;
        this.keys = keys;
        this.rules = rules;
        this.verified = verified;
    }

    /**
     * Starts the description of a verifier. Issuer, audience and keys are required.
     *
     * @return a builder
     */
    public static JwtVerifierBuilder builder() {
        return new JwtVerifierBuilder();
    }

    /**
     * Takes the tokens of several issuers. Which one a token is of decides with whose keys it is verified, so none can
     * vouch for the tokens of another.
     *
     * @param verifiers one for each issuer
     * @return a verifier for all of them
     * @throws dev.rls.RlsException if two are of one issuer, or there is none
     */
    public static TokenVerifier ofIssuers(List<JwtVerifier> verifiers) {
        return IssuersVerifier.of(verifiers);
    }

    /**
     * The claims that every token must have.
     *
     * @return {@code iss}, {@code aud}, {@code exp} and what {@link JwtVerifierBuilder#requireClaim} named
     */
    @Override
    public List<ClaimPath> requiredClaims() {
        return rules.requiredClaims();
    }

    String issuer() {
        return rules.issuer();
    }

    @Override
    public Claims verify(String token) {
        return verify(RememberedJwt.of(token));
    }

    Claims verify(RememberedJwt jwt) {
        VerifiedToken known = verified.getIfPresent(jwt);
        if (known != null && isStillGood(known)) {
            return known.claims();
        }
        VerifiedToken anew = verifyAnew(jwt.token());
        verified.put(jwt, anew);
        return anew.claims();
    }

    /** Whether a token was good when it was last seen. */
    boolean remembers(RememberedJwt jwt) {
        return verified.getIfPresent(jwt) != null;
    }

    /** The keys are asked for each time, so that they are fetched again when they are due, and one that is gone is missed. */
    private boolean isStillGood(VerifiedToken known) {
        return !rules.hasPassed(known.ends()) && candidates(known.candidates()).contains(known.key());
    }

    /** Header, claims and signature, none of them read. */
    static String[] parts(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[0].indexOf(' ') >= 0) {
            throw TokenRejectedException.malformed(token);
        }
        return parts;
    }

    private VerifiedToken verifyAnew(String token) {
        String[] parts = parts(token);
        JWSHeader header = header(parts[0]);
        byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        JWKSelector named = new JWKSelector(JWKMatcher.forJWSHeader(header));
        JWK key = signer(named, new Signature(header, signed, Json.octets(parts[2])));
        Map<String, @Nullable Object> stated = Json.object(parts[1]);
        double ends = rules.check(stated);
        return new VerifiedToken(Claims.ofToken(token, rules.mapped(stated)), ends, named, key);
    }

    private JWSHeader header(String part) {
        Map<String, @Nullable Object> members = Json.object(part);
        if (!(members.get("alg") instanceof String algorithm)) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        if (algorithm.equalsIgnoreCase("none")) {
            throw new TokenRejectedException(Reason.UNSIGNED);
        }
        if (!algorithms.contains(new JWSAlgorithm(algorithm))) {
            throw new TokenRejectedException(Reason.ALGORITHM_NOT_ALLOWED);
        }
        if (members.containsKey("crit")) {
            throw new TokenRejectedException(Reason.UNSUPPORTED_HEADER);
        }
        if (accessTokensOnly
                && !(members.get("typ") instanceof String type
                        && ACCESS_TOKEN.contains(type.toLowerCase(Locale.ROOT)))) {
            throw new TokenRejectedException(Reason.WRONG_TYPE);
        }
        if (!(members.get("kid") instanceof String kid)) {
            // The database takes no key that is not named.
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        }
        if (kid.chars().anyMatch(Character::isISOControl)) {
            // Nor one with such a name, which would be lines of its own in a log.
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        try {
            return JWSHeader.parse(new Base64URL(part));
        } catch (ParseException | IllegalArgumentException e) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
    }

    private JWK signer(JWKSelector named, Signature signature) {
        List<JWK> candidates = candidates(named);
        if (candidates.isEmpty()) {
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        }
        return candidates.stream()
                .limit(MOST_CANDIDATES)
                .filter(signature::isOf)
                .findFirst()
                .orElseThrow(() -> new TokenRejectedException(Reason.BAD_SIGNATURE));
    }

    private List<JWK> candidates(JWKSelector named) {
        try {
            return keys.get(named, null);
        } catch (RateLimitReachedException e) {
            // Fetched a moment ago, and the key was not in it.
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        } catch (KeySourceException e) {
            throw new TokenRejectedException(Reason.KEYS_UNAVAILABLE);
        }
    }
}
