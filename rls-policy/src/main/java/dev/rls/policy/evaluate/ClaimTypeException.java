package dev.rls.policy.evaluate;

import dev.rls.RlsException;

/**
 * A claim has another type than the policies compare it with, or is absent where the tenant is read from it. The message
 * names the claim, never its value.
 */
public final class ClaimTypeException extends RlsException {

    private static final long serialVersionUID = 1L;

    /** The name alone: the value may be anything a client sent. */
    private final String claim;

    private ClaimTypeException(String claim, String problem) {
        super("RLS209", "claim \"" + claim + "\" is " + problem);
        this.claim = claim;
    }

    static ClaimTypeException notA(String claim, String expected) {
        return new ClaimTypeException(
                claim,
                "not " + expected
                        + ", as the policies need it. Have the issuer put it into its tokens as that, or leave it out");
    }

    static ClaimTypeException absent(String claim) {
        return new ClaimTypeException(
                claim, "absent, and the policies need it. Have the issuer put it into its tokens");
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
