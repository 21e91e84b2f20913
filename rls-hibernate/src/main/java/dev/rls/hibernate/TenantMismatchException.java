package dev.rls.hibernate;

import dev.rls.RlsException;

/**
 * A session, or the filter of one, was told to work for another tenant than the one its claims name. The tenant comes
 * from verified claims only.
 */
public final class TenantMismatchException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param problem what is wrong and what mends it
     */
    public TenantMismatchException(String code, String problem) {
        super(code, problem);
    }
}
