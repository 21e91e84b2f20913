package dev.rls.hibernate.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a {@link JwtVerifier}. */
public final class JwtVerifierBuilder extends VerifierBuilder<JwtVerifierBuilder> {

    /** Some megabytes, if tokens have the usual size. */
    private static final int REMEMBERED = 4096;

    private @Nullable JWKSet keys;
    private @Nullable KeySetUri published;
    private Duration keyLifetime = KeySetUri.LIFETIME;
    private Duration outage = KeySetUri.OUTAGE;
    private KeySetEvents events = new KeySetEvents() {};
    private Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.RS256);
    private boolean accessTokensOnly;
    private int remembered = REMEMBERED;

    JwtVerifierBuilder() {}

    /**
     * The issuer's keys, if they never change while this application runs. {@link JWKSet#load(java.io.InputStream)} reads
     * those of a file or from the class path.
     *
     * @param keys the keys, each with its {@code kid}
     * @return this builder
     */
    public JwtVerifierBuilder jwkSet(JWKSet keys) {
        this.keys = keys;
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
     * Where the issuer publishes its keys. They are fetched when the first token comes, again before they are older than
     * {@link #keyLifetime}, and for a key id that is not among them, at a limited rate. One that is not published any more
     * verifies no token, not one that was verified before either.
     *
     * @param uri the address of a JWK set: {@code https}, or {@code http} of localhost
     * @return this builder
     */
    public JwtVerifierBuilder jwksUri(URI uri) {
        this.published = new KeySetUri(uri);
        return this;
    }

    /**
     * How long keys from {@link #jwksUri} are used before they are fetched again, which is how long a key that the issuer
     * withdrew is still taken; 5 minutes unless this is called. In its last fifth they are fetched on a thread of their own.
     *
     * @param lifetime a second or more
     * @return this builder
     */
    public JwtVerifierBuilder keyLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw TokenMessages.invalid(
                    "key lifetime of " + lifetime, "keyLifetime(..) takes a duration of a second or more");
        }
        this.keyLifetime = lifetime;
        return this;
    }

    /**
     * How long keys from {@link #jwksUri} are used beyond that where they cannot be fetched; one hour unless this is called.
     *
     * @param outage zero or more
     * @return this builder
     */
    public JwtVerifierBuilder outageTolerance(Duration outage) {
        this.outage = notNegative(outage, "outage tolerance", "outageTolerance(..)");
        return this;
    }

    /**
     * Who is told what becomes of the keys from {@link #jwksUri}.
     *
     * @param events counts them, or sounds an alarm
     * @return this builder
     */
    public JwtVerifierBuilder keySetEvents(KeySetEvents events) {
        this.events = events;
        return this;
    }

    /**
     * The algorithms a token may be signed with, of those the database verifies too; RS256 alone unless this is called.
     * With HS256 whoever can verify tokens can make them.
     *
     * @param algorithms one or more of RS256, RS384, RS512, PS256, ES256, EdDSA (Ed25519) and HS256
     * @return this builder
     */
    public JwtVerifierBuilder algorithms(JWSAlgorithm... algorithms) {
        Set<JWSAlgorithm> allowed = new HashSet<>(List.of(algorithms));
        if (allowed.isEmpty() || !Signature.ALGORITHMS.containsAll(allowed)) {
            throw TokenMessages.invalid(
                    "list of algorithms " + allowed,
                    "algorithms(..) takes one or more of RS256, RS384, RS512, PS256, ES256, EdDSA and HS256");
        }
        this.algorithms = Set.copyOf(allowed);
        return this;
    }

    /**
     * Takes access tokens (RFC 9068) alone: their header says {@code "typ": "at+jwt"}, so that no ID token of the same
     * issuer and audience passes for one.
     *
     * @return this builder
     */
    public JwtVerifierBuilder accessTokensOnly() {
        this.accessTokensOnly = true;
        return this;
    }

    /**
     * How many tokens are remembered, so that their signatures are not computed again for each request; 4,096 unless this
     * is called.
     *
     * @param tokens zero or more
     * @return this builder
     */
    public JwtVerifierBuilder rememberedTokens(int tokens) {
        if (tokens < 0) {
            throw TokenMessages.invalid(
                    "number of remembered tokens, " + tokens, "rememberedTokens(..) takes a number of zero or more");
        }
        this.remembered = tokens;
        return this;
    }

    /**
     * The verifier as described.
     *
     * @return a verifier, safe for use by many threads
     * @throws dev.rls.RlsException if issuer, audience or keys are missing, or {@link #jwkSet} has none that verifies
     */
    public JwtVerifier build() {
        JwtClaims rules = rules();
        return new JwtVerifier(
                algorithms,
                accessTokensOnly,
                keys(),
                rules,
                Caffeine.newBuilder()
                        .maximumSize(remembered)
                        .executor(Runnable::run) // so that no more are kept, not for a moment
                        .build());
    }

    @Override
    JwtVerifierBuilder self() {
        return this;
    }

    private JWKSource<SecurityContext> keys() {
        if (published == null) {
            if (keys == null) {
                throw TokenMessages.missing("keys", "jwkSet(..) or jwksUri(..)");
            }
            requireKeyOf(algorithms, keys);
            // Nobody publishes a secret, so one that is not there was meant to be.
            if (algorithms.contains(JWSAlgorithm.HS256)) {
                requireKeyOf(Set.of(JWSAlgorithm.HS256), keys);
            }
            return new ImmutableJWKSet<>(keys);
        }
        if (keys != null) {
            throw TokenMessages.invalid("two sources of keys", "call one of jwkSet(..) and jwksUri(..)");
        }
        return published.open(keyLifetime, outage, events);
    }

    /** The set stays as it is, so no token of these algorithms would ever be good. */
    private static void requireKeyOf(Set<JWSAlgorithm> algorithms, JWKSet keys) {
        if (keys.getKeys().stream().noneMatch(key -> isOf(algorithms, key))) {
            throw TokenMessages.invalid(
                    "key set of " + keys.size() + " key(s), none of which has a kid and is for "
                            + algorithms.stream()
                                    .map(JWSAlgorithm::getName)
                                    .sorted()
                                    .collect(Collectors.joining(" or ")),
                    "jwkSet(..) takes keys of what algorithms(..) allows; a set that was printed has its secrets only if it"
                            + " was by toString(false)");
        }
    }

    private static boolean isOf(Set<JWSAlgorithm> algorithms, JWK key) {
        return key.getKeyID() != null
                && algorithms.stream()
                        .map(algorithm -> new JWSHeader.Builder(algorithm)
                                .keyID(key.getKeyID())
                                .build())
                        .anyMatch(header -> JWKMatcher.forJWSHeader(header).matches(key));
    }
}
