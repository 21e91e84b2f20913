package dev.rls.hibernate.token;

import dev.rls.claims.Claims;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands a token to the verifier of the issuer that it names. */
final class IssuersVerifier implements TokenVerifier {

    private final Map<String, JwtVerifier> verifiers;

    private IssuersVerifier(Map<String, JwtVerifier> verifiers) {
        this.verifiers = verifiers;
    }

    static TokenVerifier of(List<JwtVerifier> verifiers) {
        if (verifiers.isEmpty()) {
            throw TokenMessages.missing("issuer", "at least one JwtVerifier");
        }
        return new IssuersVerifier(verifiers.stream()
                .collect(Collectors.toUnmodifiableMap(JwtVerifier::issuer, Function.identity(), (one, other) -> {
                    throw TokenMessages.invalid(
                            "two verifiers of issuer " + one.issuer(), "give each issuer one, with all its keys");
                })));
    }

    @Override
    public Claims verify(String token) {
        RememberedJwt jwt = RememberedJwt.of(token);
        for (JwtVerifier verifier : verifiers.values()) {
            if (verifier.remembers(jwt)) {
                return verifier.verify(jwt);
            }
        }
        JwtVerifier verifier = verifiers.get(issuer(token));
        if (verifier == null) {
            throw new TokenRejectedException(Reason.WRONG_ISSUER);
        }
        return verifier.verify(jwt);
    }

    /** What a token says of its issuer is believed only as far as that one's verifier is asked, who looks at it again. */
    private static String issuer(String token) {
        Object issuer = Json.object(JwtVerifier.parts(token)[1]).get("iss");
        if (issuer == null) {
            throw new TokenRejectedException(Reason.MISSING_CLAIM);
        }
        return issuer.toString();
    }

    @Override
    public List<ClaimPath> requiredClaims() {
        List<List<ClaimPath>> all =
                verifiers.values().stream().map(JwtVerifier::requiredClaims).toList();
        return all.get(0).stream()
                .filter(claim -> all.stream().allMatch(required -> required.contains(claim)))
                .toList();
    }
}
