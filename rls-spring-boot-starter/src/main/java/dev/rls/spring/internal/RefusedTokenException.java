package dev.rls.spring.internal;

import dev.rls.RlsException;

/** The database refuses a token that the application has accepted: expired meanwhile, or the two do not trust alike. */
final class RefusedTokenException extends RlsException {

    private static final long serialVersionUID = 1L;

    RefusedTokenException(String code, String problem) {
        super(code, problem);
    }
}
