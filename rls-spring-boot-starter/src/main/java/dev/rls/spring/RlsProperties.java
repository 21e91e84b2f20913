package dev.rls.spring;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The properties {@code rls.*}.
 *
 * @param token which bearer tokens are accepted
 * @param http which requests need one
 */
@ConfigurationProperties("rls")
public record RlsProperties(
        @DefaultValue Token token, @DefaultValue Http http) {

    /**
     * Which bearer tokens are accepted.
     *
     * @param issuer the claim "iss" of every token. Without it no token is verified and no request gets claims.
     * @param audience what the claim "aud" must contain.
     * @param jwksUri where the issuer publishes its keys.
     * @param jwks a JWK set on the class path or in a file, instead of jwks-uri.
     * @param algorithms the signature algorithms accepted.
     * @param requiredClaims the claims without which no token is accepted, named as in conditions, such as "roles" and
     *     "org.id".
     */
    public record Token(
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable URI jwksUri,
            @Nullable Resource jwks,
            @DefaultValue("RS256") List<String> algorithms,
            @DefaultValue List<String> requiredClaims) {}

    /**
     * Which requests need a token.
     *
     * @param publicPaths path patterns of requests that need no token and get no claims. All others are refused without
     *     a valid one.
     */
    public record Http(@DefaultValue("/actuator/health/**") List<String> publicPaths) {}
}
