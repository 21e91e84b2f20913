package dev.rls.hibernate.token;

import dev.rls.policy.condition.ClaimPath;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every verifier asks of the claims of a token, wherever it has them from. Issuer and audience are required.
 *
 * @param <B> the builder
 */
public abstract class VerifierBuilder<B extends VerifierBuilder<B>> {

    /** What nobody may put in the place of that of the token: the database reads these where they are. */
    private static final Set<String> UNMAPPED = Set.of("iss", "aud", "exp", "nbf");

    private @Nullable String issuer;
    private Set<String> audiences = Set.of();
    private Duration skew = Duration.ofSeconds(60);
    private @Nullable Duration maxAge;
    private final Map<String, ClaimPath> mapping = new LinkedHashMap<>();
    private final List<RequiredClaim> required = new ArrayList<>();

    VerifierBuilder() {}

    /**
     * Whose tokens are good.
     *
     * @param issuer the claim {@code iss}, compared character by character
     * @return this builder
     */
    public B issuer(String issuer) {
        this.issuer = issuer;
        return self();
    }

    /**
     * For whom tokens must be meant.
     *
     * @param any of which the claim {@code aud} must be one or hold one; the database knows one for each key
     * @return this builder
     */
    public B audience(String... any) {
        this.audiences = Set.copyOf(List.of(any));
        return self();
    }

    /**
     * How far the issuer's clock may be from ours; 60 seconds unless this is called, as in the database.
     *
     * @param skew the tolerance for {@code exp} and {@code nbf}
     * @return this builder
     */
    public B clockSkew(Duration skew) {
        this.skew = notNegative(skew, "clock skew", "clockSkew(..)");
        return self();
    }

    /**
     * How old a token may be, whatever it says of its end; any age unless this is called. Tokens without the claim
     * {@code iat} are rejected then.
     *
     * @param age from {@code iat} on
     * @return this builder
     */
    public B maxAge(Duration age) {
        this.maxAge = notNegative(age, "maximum age", "maxAge(..)");
        return self();
    }

    static Duration notNegative(Duration duration, String what, String method) {
        if (duration.isNegative()) {
            throw TokenMessages.invalid(what + " of " + duration, method + " takes a duration of zero or more");
        }
        return duration;
    }

    /**
     * Where a claim of the policies lies in this issuer's tokens, if not under its name. Give the database the same mapping,
     * with the key: {@code rls.add_jwk(.., mapping => '{"tenant_id": ["org", "id"]}')}.
     *
     * @param claim the name that policies use
     * @param path as in conditions: {@code tid}, nested {@code org.id}, or {@code 'https://acme.example/tenant'} where a
     *     name is no identifier
     * @return this builder
     */
    public B mapClaim(String claim, String path) {
        if (UNMAPPED.contains(claim)) {
            throw TokenMessages.invalid(
                    "mapping of " + claim, "mapClaim(..) takes any claim but iss, aud, exp and nbf");
        }
        mapping.put(claim, path(path, "path of claim " + claim + ", " + path));
        return self();
    }

    /**
     * A claim that every token must have, beside {@code iss}, {@code aud} and {@code exp}; call it once for each. Tokens
     * where it is absent or null are rejected. The database does not ask for it.
     *
     * @param claim as in conditions: {@code roles}, nested {@code org.id}, and {@code 'https://acme.example/roles'} where
     *     a name is no identifier
     * @return this builder
     */
    public B requireClaim(String claim) {
        return requireClaim(claim, Object.class);
    }

    /**
     * A claim that every token must have, and its type.
     *
     * @param claim as in conditions
     * @param type String, UUID (a string that is one), Long (a whole number), Boolean, List or Map; Object if any will do
     * @return this builder
     */
    public B requireClaim(String claim, Class<?> type) {
        if (!RequiredClaim.TYPES.contains(type)) {
            throw TokenMessages.invalid(
                    "type of claim " + claim + ", " + type.getName(),
                    "requireClaim(..) takes String, UUID, Long, Boolean, List, Map or Object");
        }
        required.add(new RequiredClaim(path(claim, "required claim " + claim), type));
        return self();
    }

    private static ClaimPath path(String text, String what) {
        try {
            return ClaimPath.of(text);
        } catch (IllegalArgumentException e) {
            throw TokenMessages.invalid(
                    what, "name it as conditions do: roles, org.id, or in single quotes what is no identifier");
        }
    }

    /** This builder, as what it is. */
    abstract B self();

    /** What was described so far. */
    final JwtClaims rules() {
        if (issuer == null || issuer.isBlank()) {
            throw TokenMessages.missing("issuer", "issuer(..), to the value of the claim iss");
        }
        if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
            throw TokenMessages.missing("audience", "audience(..), to a value of the claim aud");
        }
        return new JwtClaims(
                issuer, audiences, skew, maxAge, List.copyOf(required), Map.copyOf(mapping), Clock.systemUTC());
    }
}
