package dev.rls.hibernate.token;

import dev.rls.RlsException;

/** The messages of configuring a verifier: RLS450 to RLS459. */
final class TokenMessages {

    private TokenMessages() {}

    static RlsException missing(String what, String fix) {
        return new RlsException("RLS450", "the token verifier has no " + what + "; set it with " + fix);
    }

    static RlsException invalid(String what, String fix) {
        return new RlsException("RLS451", "the token verifier cannot use its " + what + "; " + fix);
    }
}
