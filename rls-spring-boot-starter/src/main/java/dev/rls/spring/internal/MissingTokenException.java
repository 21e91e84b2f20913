package dev.rls.spring.internal;

import dev.rls.RlsException;

/** A request that needs a token came without one. */
final class MissingTokenException extends RlsException {

    private static final long serialVersionUID = 1L;

    MissingTokenException() {
        super(Messages.MISSING_TOKEN, Messages.MISSING_TOKEN_PROBLEM);
    }
}
