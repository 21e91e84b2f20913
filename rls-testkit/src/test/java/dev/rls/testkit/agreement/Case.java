package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import dev.rls.testkit.internal.Act;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A user who does something.
 *
 * @param claims who he is
 * @param act what he does
 * @param unread if one of the claims has a wrong type: claims with all kinds of right values in its place. Where the
 *     database never reads that claim, it decides as for each of these
 */
record Case(Claims claims, Act act, List<Claims> unread) {

    Case(Claims claims, Act act) {
        this(claims, act, List.of());
    }

    /** The same text in every run, for digests. */
    String text() {
        return act.kind() + " " + act.ids() + " " + stable(act.values()) + " " + stable(claims.asMap());
    }

    static String stable(Map<String, ?> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + Pools.stable(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
