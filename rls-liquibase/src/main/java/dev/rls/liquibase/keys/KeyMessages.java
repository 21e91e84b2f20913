package dev.rls.liquibase.keys;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages about keys that are followed. Problem, value, fix. */
final class KeyMessages {

    private static final String DATA_EXCEPTION = "22";

    private static final Pattern CODED = Pattern.compile("(RLS5\\d\\d): ([^\\n]*)");

    /** What the database says apart from the problem. */
    private static final Map<String, String> FIXES = Map.of(
            "RLS525",
            ". Grant it to a login that is nothing else",
            "RLS526",
            ". A member of rls_keys declares it, once: select rls.follow_issuer('<issuer>', '<audience>')");

    private KeyMessages() {}

    static KeysNotFollowedException location(URI uri) {
        return new KeysNotFollowedException(
                "RLS800",
                "the keys of an issuer cannot be fetched from " + shown(uri)
                        + ", where somebody on the way could put in other"
                        + " ones. Name an https or file URI without a user; http is for localhost");
    }

    static KeysNotFollowedException grace(Duration grace) {
        return new KeysNotFollowedException(
                "RLS801", "a grace time of " + grace + " is none. Name a time of 0 or more, such as P1D");
    }

    static KeysNotFollowedException notFetched(URI uri, String why) {
        return new KeysNotFollowedException(
                "RLS802",
                "the keys of an issuer could not be fetched from " + shown(uri) + ": " + why
                        + ". Nothing was changed; the" + " next run tries again");
    }

    /** Without what may be secret. */
    private static String shown(URI uri) {
        return uri.toString().replaceFirst("//[^/]*@", "//…@").replaceFirst("[?].*", "?…");
    }

    /** What the database refuses has a code of its own. No other line is quoted: it may hold what was sent. */
    static KeysNotFollowedException refused(String issuer, SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher coded = CODED.matcher(message);
        if (coded.find()) {
            String code = coded.group(1);
            return new KeysNotFollowedException(code, coded.group(2) + FIXES.getOrDefault(code, ""));
        }
        if (String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
            return new KeysNotFollowedException(
                    "RLS803",
                    "what issuer \"" + issuer
                            + "\" publishes is no JSON that the database can read. Name where its JWK set"
                            + " (RFC 7517) lies");
        }
        return new KeysNotFollowedException(
                "RLS804",
                "the database could not be asked to follow issuer \"" + issuer + "\": "
                        + message.lines().findFirst().orElse("") + ". It must be reachable, have schema rls of this"
                        + " version, and the login must be a member of rls_key_job");
    }
}
