package dev.rls.hibernate;

import dev.rls.RlsException;

/** Thrown when a connection bound to the claims of one scope is used in another. */
public final class ScopeChangedException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception of the catalogue of messages.
     *
     * @param code the stable id
     * @param problem problem and fix
     */
    public ScopeChangedException(String code, String problem) {
        super(code, problem);
    }
}
