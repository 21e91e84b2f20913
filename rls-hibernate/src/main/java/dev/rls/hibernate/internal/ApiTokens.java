package dev.rls.hibernate.internal;

/** Tokens of {@code rls.issue_api_token}. */
public final class ApiTokens {

    /** What they all begin with, and no JWT does. */
    private static final String PREFIX = "rls_";

    private ApiTokens() {}

    public static boolean isOne(String token) {
        return token.startsWith(PREFIX);
    }
}
