package dev.rls.hibernate.token;

import dev.rls.claims.Claims;

/** Turns what a client sent as its token into claims, or refuses it. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Verifies a token.
     *
     * @param token what the client sent, without the word {@code Bearer}
     * @return the claims of the token, carrying the token
     * @throws TokenRejectedException if it is not a good token here and now
     */
    Claims verify(String token);
}
