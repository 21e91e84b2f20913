package dev.rls.hibernate.token;

import dev.rls.RlsException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a token is not a good one here and now. Neither message nor cause holds anything of the token, so that it
 * can be logged and answered with.
 */
public final class TokenRejectedException extends RlsException {

    private static final long serialVersionUID = 1L;

    private static final String SCHEME = "Bearer ";

    /** Stable across releases. */
    private final Reason reason;

    /** What was required and is missing. */
    private final @Nullable String claim;

    /**
     * A rejection.
     *
     * @param reason why
     */
    public TokenRejectedException(Reason reason) {
        this(reason, null, reason.explanation);
    }

    private TokenRejectedException(Reason reason, @Nullable String claim, String explanation) {
        super(reason.code, "the token was rejected (" + reason.id + "): " + explanation);
        this.reason = reason;
        this.claim = claim;
    }

    /** Of what has no form that is taken; the value of the header Authorization is more than the token. */
    static TokenRejectedException malformed(String sent) {
        return sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? new TokenRejectedException(
                        Reason.MALFORMED,
                        null,
                        "it begins with the word Bearer, which is no part of it; send what comes after")
                : new TokenRejectedException(Reason.MALFORMED);
    }

    /** Its name is the verifier's, not of the token. */
    static TokenRejectedException lacking(String claim) {
        return new TokenRejectedException(
                Reason.REQUIRED_CLAIM_MISSING,
                claim,
                "it has no claim \"" + claim + "\", which is required here; have the issuer put it into every token");
    }

    /** Its name is the verifier's too. */
    static TokenRejectedException mistyped(String claim, Class<?> type) {
        return new TokenRejectedException(
                Reason.CLAIM_OF_ANOTHER_TYPE,
                claim,
                "its claim \"" + claim + "\" is no " + type.getSimpleName()
                        + ", which is required here; have the issuer put one into every token");
    }

    /**
     * Why the token was rejected.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The claim that the verifier requires and the token lacks, or has with a value of another type.
     *
     * @return its name as it was required, or null if there is another reason
     */
    public @Nullable String claim() {
        return claim;
    }

    /** Why a token was rejected. */
    public enum Reason {
        /** Not three parts of base64url with JSON objects in the first two, or one that repeats a name; no form of others. */
        MALFORMED(
                "RLS401",
                "malformed",
                "it is no JWT in compact serialization, nor of another form that is taken here; send it as it was issued"),
        /** More than 8 KiB. */
        TOO_LARGE("RLS402", "too-large", "it has more than 8192 characters; have the issuer put less into its tokens"),
        /** {@code alg} is none. */
        UNSIGNED("RLS403", "unsigned", "it has no signature; have the issuer sign its tokens"),
        /** {@code alg} is not on the list of the verifier. */
        ALGORITHM_NOT_ALLOWED(
                "RLS404",
                "algorithm-not-allowed",
                "it is signed with an algorithm that is not allowed here; if it is yours, name it with"
                        + " JwtVerifier.builder().algorithms(..)"),
        /** The header holds {@code crit}. */
        UNSUPPORTED_HEADER(
                "RLS405",
                "unsupported-header",
                "its header demands extensions that are not supported; do without crit"),
        /** No key of this id and algorithm. */
        UNKNOWN_KEY(
                "RLS406",
                "unknown-key",
                "it names no key of the issuer, or one of another algorithm; see that its kid is in the key set"),
        /** The signature is not that of the key. */
        BAD_SIGNATURE("RLS407", "bad-signature", "its signature does not match; it was changed or is not the issuer's"),
        /** {@code exp} is past. */
        EXPIRED("RLS408", "expired", "it has expired; get a new one"),
        /** {@code nbf} is to come. */
        NOT_YET_VALID("RLS409", "not-yet-valid", "it is not valid yet; see that the clocks agree"),
        /** {@code iss} is another. */
        WRONG_ISSUER("RLS410", "wrong-issuer", "it is of another issuer than the one configured"),
        /** {@code aud} does not hold the audience. */
        WRONG_AUDIENCE("RLS411", "wrong-audience", "it is meant for another audience than the one configured"),
        /** One of {@code iss}, {@code aud} and {@code exp} is absent. */
        MISSING_CLAIM("RLS412", "missing-claim", "it must have the claims iss, aud and exp"),
        /** {@code exp}, {@code nbf} or {@code iat} is not a point in time. */
        INVALID_CLAIM("RLS413", "invalid-claim", "its claims exp, nbf and iat must be numbers of seconds since 1970"),
        /** The issuer's key set cannot be had, so that no token can be verified. */
        KEYS_UNAVAILABLE(
                "RLS414",
                "keys-unavailable",
                "the issuer's key set cannot be fetched and is not in the cache; see that its URI can be reached"),
        /** A claim that the verifier was told to require is absent or null. */
        REQUIRED_CLAIM_MISSING(
                "RLS415",
                "required-claim-missing",
                "it lacks a claim that is required here; have the issuer put it into every token"),
        /** A claim has not the type that the verifier was told to require. */
        CLAIM_OF_ANOTHER_TYPE(
                "RLS416",
                "claim-of-another-type",
                "a claim has not the type that is required here; have the issuer put one of that type into every token"),
        /** {@code typ} is not that of an access token (RFC 9068, section 2.1), or its issuer calls it a refresh token. */
        WRONG_TYPE(
                "RLS417",
                "wrong-type",
                "its header has not the typ at+jwt, or it is a refresh token; send the access token"),
        /** {@code iat} is longer ago than the verifier was told to take. */
        TOO_OLD("RLS418", "too-old", "it was issued too long ago; get a new one"),
        /** What an introspection endpoint or the database says of a token that is no JWT (RFC 7662, section 2.2). */
        NOT_ACTIVE("RLS419", "not-active", "it is not active: expired, revoked, or not known to whom it was asked of"),
        /** Whoever knows the tokens that are no JWTs cannot be asked. */
        ISSUER_UNAVAILABLE(
                "RLS420",
                "issuer-unavailable",
                "whoever knows what it stands for cannot be asked; see that the endpoint can be reached");

        private final String code;
        private final String id;
        private final String explanation;

        Reason(String code, String id, String explanation) {
            this.code = code;
            this.id = id;
            this.explanation = explanation;
        }

        /**
         * The name of the reason for answers and metrics.
         *
         * @return the id, such as {@code bad-signature}; stable across releases
         */
        public String id() {
            return id;
        }
    }
}
