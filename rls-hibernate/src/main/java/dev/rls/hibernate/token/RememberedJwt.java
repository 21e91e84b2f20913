package dev.rls.hibernate.token;

/**
 * What a JWT is remembered by: the whole of it, found by the end of its signature, which is as good a digest as any that could
 * be computed of it, and is there already. The claims that it stands for hold the token too.
 *
 * @param token as it was sent, not too large
 */
record RememberedJwt(String token) {

    /** So many characters of base64url are the 256 bits of the shortest signature. */
    private static final int END = 43;

    static RememberedJwt of(String token) {
        TokenDigest.checkSize(token);
        return new RememberedJwt(token);
    }

    @Override
    public int hashCode() {
        return token.substring(Math.max(0, token.length() - END)).hashCode();
    }

    /** No part of it: it is nobody's to see. */
    @Override
    public String toString() {
        return "RememberedJwt";
    }
}
