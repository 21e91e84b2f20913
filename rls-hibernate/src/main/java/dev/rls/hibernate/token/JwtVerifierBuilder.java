package dev.rls.hibernate.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rls.policy.condition.ClaimPath;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a {@link JwtVerifier}. */
public final class JwtVerifierBuilder {

    /** What the database verifies too. */
    private static final Set<JWSAlgorithm> SUPPORTED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.HS256);

    private @Nullable String issuer;
    private @Nullable String audience;
    private @Nullable JWKSource<SecurityContext> keys;
    private Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.RS256);
    private Duration skew = Duration.ofSeconds(60);
    private final List<ClaimPath> required = new ArrayList<>();

    JwtVerifierBuilder() {}

    /**
     * Whose tokens are good.
     *
     * @param issuer the claim {@code iss}, compared character by character
     * @return this builder
     */
    public JwtVerifierBuilder issuer(String issuer) {
        this.issuer = issuer;
        return this;
    }

    /**
     * For whom tokens must be meant.
     *
     * @param audience what the claim {@code aud} must be or hold
     * @return this builder
     */
    public JwtVerifierBuilder audience(String audience) {
        this.audience = audience;
        return this;
    }

    /**
     * The issuer's keys, if they never change while this application runs.
     *
     * @param keys the keys, each with its {@code kid}
     * @return this builder
     */
    public JwtVerifierBuilder jwkSet(JWKSet keys) {
        this.keys = new ImmutableJWKSet<>(keys);
        return this;
    }

    /**
     * The issuer's keys, if they never change while this application runs.
     *
     * @param json a JWK set (RFC 7517)
     * @return this builder
     */
    public JwtVerifierBuilder jwkSet(String json) {
        try {
            return jwkSet(JWKSet.parse(json));
        } catch (ParseException e) {
            // Not as the cause: its message may quote a key.
            throw TokenMessages.invalid("key set", "jwkSet(..) takes the JSON of a JWK set: {\"keys\": [..]}");
        }
    }

    /**
     * Where the issuer publishes its keys. They are cached, fetched again for a key id that is not among them (at a
     * limited rate), and kept through an outage of the issuer for some hours.
     *
     * @param uri the address of a JWK set
     * @return this builder
     */
    public JwtVerifierBuilder jwksUri(URI uri) {
        try {
            // Without refresh ahead of time, which would start threads that somebody has to stop.
            this.keys = JWKSourceBuilder.create(uri.toURL())
                    .refreshAheadCache(false)
                    .retrying(true)
                    .outageTolerant(true)
                    .build();
            return this;
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw TokenMessages.invalid("URI of the key set, " + uri, "jwksUri(..) takes an absolute http(s) URI");
        }
    }

    /**
     * The algorithms a token may be signed with, of those the database verifies too; RS256 alone unless this is called. With HS256 whoever can verify tokens
     * can make them.
     *
     * @param algorithms RS256, HS256 or both
     * @return this builder
     */
    public JwtVerifierBuilder algorithms(JWSAlgorithm... algorithms) {
        Set<JWSAlgorithm> allowed = new HashSet<>(List.of(algorithms));
        if (allowed.isEmpty() || !SUPPORTED.containsAll(allowed)) {
            throw TokenMessages.invalid("list of algorithms", "algorithms(..) takes one or more of RS256 and HS256");
        }
        this.algorithms = Set.copyOf(allowed);
        return this;
    }

    /**
     * How far the issuer's clock may be from ours; 60 seconds unless this is called, as in the database.
     *
     * @param skew the tolerance for {@code exp} and {@code nbf}
     * @return this builder
     */
    public JwtVerifierBuilder clockSkew(Duration skew) {
        if (skew.isNegative()) {
            throw TokenMessages.invalid("clock skew of " + skew, "clockSkew(..) takes a duration of zero or more");
        }
        this.skew = skew;
        return this;
    }

    /**
     * A claim that every token must have, beside {@code iss}, {@code aud} and {@code exp}; call it once for each. Tokens where it is absent or null are rejected. The
     * database does not ask for it.
     *
     * @param claim as in conditions: {@code roles}, nested {@code org.id}, and {@code 'https://acme.example/roles'} where
     *     a name is no identifier
     * @return this builder
     */
    public JwtVerifierBuilder requireClaim(String claim) {
        try {
            required.add(ClaimPath.of(claim));
            return this;
        } catch (IllegalArgumentException e) {
            throw TokenMessages.invalid(
                    "required claim " + claim,
                    "name it as conditions do: roles, org.id, or in single quotes what is no identifier");
        }
    }

    /**
     * The verifier as described.
     *
     * @return a verifier, safe for use by many threads
     * @throws dev.rls.RlsException if issuer, audience or keys are missing
     */
    public JwtVerifier build() {
        if (issuer == null || issuer.isBlank()) {
            throw TokenMessages.missing("issuer", "issuer(..), to the value of the claim iss");
        }
        if (audience == null || audience.isBlank()) {
            throw TokenMessages.missing("audience", "audience(..), to a value of the claim aud");
        }
        if (keys == null) {
            throw TokenMessages.missing("keys", "jwkSet(..) or jwksUri(..)");
        }
        return new JwtVerifier(
                algorithms, keys, new JwtClaims(issuer, audience, skew, List.copyOf(required), Clock.systemUTC()));
    }
}
