package dev.rls.policy.evaluate;

import dev.rls.RlsException;
import dev.rls.policy.ClaimRef;

/** A claim has another type than the policies compare it with. The message names the claim, never its value. */
public final class ClaimTypeException extends RlsException {

    private static final long serialVersionUID = 1L;

    /** The name alone: the value may be anything a client sent. */
    private final String claim;

    ClaimTypeException(ClaimRef claim, String expected) {
        super(
                "RLS209",
                "claim \"" + claim.claim() + "\" is not " + expected
                        + ", as the policies need it. Have the issuer put it"
                        + " into its tokens as that, or leave it out");
        this.claim = claim.claim();
    }

    /**
     * The claim.
     *
     * @return its name, with the members of a path after dots
     */
    public String claim() {
        return claim;
    }
}
