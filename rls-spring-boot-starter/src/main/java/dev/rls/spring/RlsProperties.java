package dev.rls.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The properties {@code rls.*}.
 *
 * @param token which bearer tokens are accepted
 * @param tokens those of further issuers, each with all that belongs to it
 * @param http which requests need one
 */
@ConfigurationProperties("rls")
public record RlsProperties(
        @DefaultValue Token token,
        @DefaultValue List<Token> tokens,
        @DefaultValue Http http) {

    /**
     * Which bearer tokens are accepted.
     *
     * @param issuer the claim "iss" of every token. Without it no token is verified and no request gets claims.
     * @param audience what the claim "aud" must contain, one of these if there are several.
     * @param jwksUri where the issuer publishes its keys.
     * @param jwks a JWK set on the class path or in a file, instead of jwks-uri.
     * @param keyLifetime how long keys from jwks-uri are used before they are fetched again.
     * @param outageTolerance how long they are used beyond that where they cannot be fetched.
     * @param algorithms the signature algorithms accepted.
     * @param accessTokensOnly whether the header must say "typ": "at+jwt" (RFC 9068).
     * @param clockSkew how far the issuer's clock may be from ours.
     * @param maxAge how long ago the claim "iat" may be; any age unless this is set.
     * @param claims where a claim of the policies lies in the token, if not under its name, such as tenant_id: "org.id".
     * @param requiredClaims the claims without which no token is accepted, named as in conditions, such as "roles" and
     *     "org.id".
     */
    public record Token(
            @Nullable String issuer,
            @DefaultValue List<String> audience,
            @Nullable URI jwksUri,
            @Nullable Resource jwks,
            @DefaultValue("5m") Duration keyLifetime,
            @DefaultValue("1h") Duration outageTolerance,
            @DefaultValue("RS256") List<String> algorithms,
            @DefaultValue("false") boolean accessTokensOnly,
            @DefaultValue("60s") Duration clockSkew,
            @Nullable Duration maxAge,
            @DefaultValue Map<String, String> claims,
            @DefaultValue List<String> requiredClaims) {}

    /**
     * Which requests need a token.
     *
     * @param publicPaths path patterns of requests that need no token and get no claims. All others are refused without
     *     a valid one.
     */
    public record Http(@DefaultValue("/actuator/health/**") List<String> publicPaths) {}
}
