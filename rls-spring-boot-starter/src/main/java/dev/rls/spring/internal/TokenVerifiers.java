package dev.rls.spring.internal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.RlsException;
import dev.rls.hibernate.token.JwtVerifier;
import dev.rls.hibernate.token.JwtVerifierBuilder;
import dev.rls.hibernate.token.KeySetEvents;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.spring.RlsProperties;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Turns the properties {@code rls.token.*} into a verifier. */
public final class TokenVerifiers {

    private TokenVerifiers() {}

    public static TokenVerifier of(RlsProperties properties, KeySetEvents events) {
        if (properties.tokens().isEmpty()) {
            return of(properties.token(), events);
        }
        return JwtVerifier.ofIssuers(Stream.concat(Stream.of(properties.token()), properties.tokens().stream())
                .map(token -> of(token, events))
                .toList());
    }

    private static JwtVerifier of(RlsProperties.Token token, KeySetEvents events) {
        JwtVerifierBuilder builder = JwtVerifier.builder()
                .issuer(required("issuer", token.issuer()))
                .audience(required("audience", token.audience().isEmpty() ? null : token.audience())
                        .toArray(String[]::new))
                .algorithms(token.algorithms().stream().map(JWSAlgorithm::new).toArray(JWSAlgorithm[]::new))
                .clockSkew(token.clockSkew());
        token.claims().forEach(builder::mapClaim);
        token.requiredClaims().forEach(builder::requireClaim);
        if (token.accessTokensOnly()) {
            builder.accessTokensOnly();
        }
        if (token.maxAge() != null) {
            builder.maxAge(token.maxAge());
        }
        Resource jwks = token.jwks();
        if (jwks != null) {
            return builder.jwkSet(read(jwks)).build();
        }
        return builder.jwksUri(required("jwks-uri or rls.token.jwks", token.jwksUri()))
                .keyLifetime(token.keyLifetime())
                .outageTolerance(token.outageTolerance())
                .keySetEvents(events)
                .build();
    }

    private static <T> T required(String property, @Nullable T value) {
        if (value == null) {
            throw new RlsException(Messages.PROPERTY_MISSING, Messages.PROPERTY_MISSING_PROBLEM.formatted(property));
        }
        return value;
    }

    /** The cause is left out: what a parser says of a key file may quote it. */
    private static JWKSet read(Resource jwks) {
        try (InputStream stream = jwks.getInputStream()) {
            return JWKSet.load(stream);
        } catch (IOException | ParseException e) {
            String description = jwks.getDescription();
            // A property that holds the keys themselves is the description of a resource that is not there.
            throw new RlsException(
                    Messages.JWKS_UNREADABLE,
                    description.contains("{")
                            ? Messages.JWKS_INLINE_PROBLEM
                            : Messages.JWKS_UNREADABLE_PROBLEM.formatted(description));
        }
    }
}
