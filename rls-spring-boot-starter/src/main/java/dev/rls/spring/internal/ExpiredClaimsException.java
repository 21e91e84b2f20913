package dev.rls.spring.internal;

import dev.rls.RlsException;

/** The database does not, or no longer, accept a token that was good when the request came in. */
final class ExpiredClaimsException extends RlsException {

    private static final long serialVersionUID = 1L;

    ExpiredClaimsException(String code, String problem) {
        super(code, problem);
    }
}
