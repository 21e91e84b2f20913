package dev.rls.hibernate.token;

import dev.rls.claims.Claims;
import dev.rls.policy.condition.ClaimPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent as its token into claims, or refuses it. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Verifies a token.
     *
     * @param token what the client sent, without the word {@code Bearer}
     * @return the claims of the token, carrying the token
     * @throws TokenRejectedException if it is not a good token here and now
     * @throws NullPointerException if it is null: who sent none is refused by whoever asks for one
     */
    Claims verify(String token);

    /**
     * The claims without which no token is accepted.
     *
     * @return their names and places, or null where the verifier does not tell
     */
    default @Nullable List<ClaimPath> requiredClaims() {
        return null;
    }
}
