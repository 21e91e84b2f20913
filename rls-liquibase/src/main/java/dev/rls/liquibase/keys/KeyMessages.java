package dev.rls.liquibase.keys;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages about keys that are followed. Problem, value, fix. */
final class KeyMessages {

    /** The classes of errors for what cannot be read as JSON, and for what goes too deep or is too long. */
    private static final Set<String> UNREADABLE = Set.of("22", "54");

    /** Those with which the database refuses by a code of its own. */
    private static final Set<String> CODED_STATES = Set.of("42501", "42704", "22023");

    /** Behind the severity, in whatever language. What comes later may quote what was published. */
    private static final Pattern CODED = Pattern.compile("[^:\\n]*: *(RLS5\\d\\d): ([^\\n]*)");

    /** User and password end at the last "@", wherever a slash or a question mark in them seems to end the authority. */
    private static final Pattern WITH_USER = Pattern.compile("((?:https?|file):/*)?.*@.*", Pattern.DOTALL);

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
        Matcher withUser = WITH_USER.matcher(uri.toString());
        if (withUser.matches()) {
            return Objects.requireNonNullElse(withUser.group(1), "") + "…";
        }
        return uri.toString().replaceFirst("[?].*", "?…");
    }

    /** What the database refuses has a code of its own. No other line is quoted: it may hold what was sent. */
    static KeysNotFollowedException refused(String issuer, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String state = String.valueOf(e.getSQLState());
        Matcher coded = CODED.matcher(message);
        if (CODED_STATES.contains(state) && coded.lookingAt()) {
            String code = coded.group(1);
            return new KeysNotFollowedException(code, coded.group(2) + FIXES.getOrDefault(code, ""));
        }
        if (UNREADABLE.stream().anyMatch(state::startsWith)) {
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
