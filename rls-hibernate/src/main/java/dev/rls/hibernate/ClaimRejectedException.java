package dev.rls.hibernate;

import dev.rls.RlsException;

/**
 * The claims of a session lack the claim that names the tenant, or it has another type than the tenant's column. Raised
 * by the first touch of a scoped entity: what is not scoped needs no tenant. Or a claim has text that PostgreSQL cannot
 * hold, which no connection is bound to.
 */
public final class ClaimRejectedException extends RlsException {

    private static final long serialVersionUID = 1L;

    /** The name alone: the value may be anything a client sent. */
    private final String claim;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param claim the name of the claim
     * @param problem what is wrong and what mends it, without the claim's value
     */
    public ClaimRejectedException(String code, String claim, String problem) {
        super(code, problem);
        this.claim = claim;
    }

    /**
     * The claim that was rejected.
     *
     * @return its name
     */
    public String claim() {
        return claim;
    }
}
