package dev.rls.hibernate.internal;

import java.util.regex.Pattern;

/** Tokens of {@code rls.issue_api_token}. */
public final class ApiTokens {

    /** What they all begin with, and no JWT does. */
    private static final String PREFIX = "rls_";

    private static final Pattern FORM = Pattern.compile("rls_[0-9a-f]{12}_[0-9a-f]{64}");

    private ApiTokens() {}

    /** Whether it is one or none at all. */
    public static boolean isOne(String token) {
        return token.startsWith(PREFIX);
    }

    /** Whether it may have been issued. */
    public static boolean hasForm(String token) {
        return FORM.matcher(token).matches();
    }
}
