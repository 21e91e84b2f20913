package dev.rls.spring.internal;

import dev.rls.RlsException;

/** The claims have expired since the request came in. */
final class ExpiredClaimsException extends RlsException {

    private static final long serialVersionUID = 1L;

    ExpiredClaimsException(String code, String problem) {
        super(code, problem);
    }
}
