package dev.rls.hibernate;

import dev.rls.RlsException;

/**
 * A protected entity was asked for in a session that holds no claims. An empty answer would look like an empty table, so
 * this is an error; the message says where the scope has to be opened.
 */
public final class NoClaimsException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param problem what is wrong and what mends it
     */
    public NoClaimsException(String code, String problem) {
        super(code, problem);
    }
}
