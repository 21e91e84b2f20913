package dev.rls.hibernate.token;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where an issuer is asked, so that nobody on the way answers in its place. */
final class IssuerAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private IssuerAddress() {}

    /**
     * An https URI, or an http one of this machine.
     *
     * @param uri what was given
     * @param what it is
     * @param method where it was given
     * @return the same
     */
    static URI checked(URI uri, String what, String method) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        boolean allowed = host != null
                && uri.getUserInfo() == null
                && (scheme.equals("https") || (scheme.equals("http") && THIS_MACHINE.contains(host)));
        if (!allowed) {
            throw TokenMessages.invalid(
                    what + ", " + shown(uri),
                    method + " takes an https URI without a user, or an http one of localhost");
        }
        return uri;
    }

    /** Without what may be secret. */
    private static String shown(URI uri) {
        return uri.toString().replaceFirst(":(//)?.*@", ":$1…@").replaceFirst("([?#]).*", "$1…");
    }
}
