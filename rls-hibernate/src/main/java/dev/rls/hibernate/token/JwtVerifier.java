package dev.rls.hibernate.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import dev.rls.claims.Claims;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signed JWTs of one issuer: form, algorithm, key, signature, issuer, audience and times, with the rules the
 * database applies when the token is bound. Rejected tokens are not logged.
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

    /** As in the database: 8 KiB. */
    private static final int MAX_SIZE = 8192;

    private final Set<JWSAlgorithm> algorithms;
    private final JWSKeySelector<SecurityContext> keys;
    private final JwtClaims rules;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    JwtVerifier(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, JwtClaims rules) {
        this.algorithms = algorithms;
        this.keys = new JWSVerificationKeySelector<>(algorithms, keys);
        this.rules = rules;
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
     * The claims that every token must have.
     *
     * @return {@code iss}, {@code aud}, {@code exp} and what {@link JwtVerifierBuilder#requireClaim} named
     */
    public List<ClaimPath> requiredClaims() {
        return Stream.concat(JwtClaims.REGISTERED.stream().map(ClaimPath::of), rules.required().stream())
                .toList();
    }

    @Override
    public Claims verify(String token) {
        if (token.length() > MAX_SIZE) {
            throw new TokenRejectedException(Reason.TOO_LARGE);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        JWSHeader header = header(parts[0]);
        byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        checkSignature(header, signed, Base64URL.encode(Json.octets(parts[2])));
        Map<String, @Nullable Object> claims = Json.object(parts[1]);
        rules.check(claims);
        return Claims.ofToken(token, claims);
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
        if (!(members.get("kid") instanceof String)) {
            // The database takes no key that is not named.
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        }
        try {
            return JWSHeader.parse(new Base64URL(part));
        } catch (ParseException | IllegalArgumentException e) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
    }

    private void checkSignature(JWSHeader header, byte[] signed, Base64URL signature) {
        List<? extends Key> candidates = candidates(header);
        if (candidates.isEmpty()) {
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        }
        for (Key key : candidates) {
            try {
                if (verifiers.createJWSVerifier(header, key).verify(header, signed, signature)) {
                    return;
                }
            } catch (JOSEException e) {
                // A key that does not fit the algorithm, or a signature that is none: not as the cause.
            }
        }
        throw new TokenRejectedException(Reason.BAD_SIGNATURE);
    }

    private List<? extends Key> candidates(JWSHeader header) {
        try {
            return keys.selectJWSKeys(header, null);
        } catch (RateLimitReachedException e) {
            // Fetched a moment ago, and the key was not in it.
            throw new TokenRejectedException(Reason.UNKNOWN_KEY);
        } catch (KeySourceException e) {
            throw new TokenRejectedException(Reason.KEYS_UNAVAILABLE);
        }
    }
}
