package dev.rls.hibernate.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import dev.rls.claims.Claims;

/**
 * A token whose signature need not be computed again.
 *
 * @param claims what it stands for
 * @param ends when it is good no more, in seconds since 1970
 * @param candidates finds the keys that it may be signed with
 * @param key the one it is signed with
 */
record VerifiedToken(Claims claims, double ends, JWKSelector candidates, JWK key) {}
