package dev.rls.spring.internal;

import dev.rls.RlsException;

/** Something reads a claim that the database does not bind. No token would help: its policy was not registered. */
final class UnknownClaimException extends RlsException {

    private static final long serialVersionUID = 1L;

    UnknownClaimException(String code, String claim, String problem) {
        super(code, Messages.UNKNOWN_CLAIM_FIX.formatted(problem, claim.replace("'", "''")));
    }
}
