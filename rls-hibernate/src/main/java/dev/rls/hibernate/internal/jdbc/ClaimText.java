package dev.rls.hibernate.internal.jdbc;

import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text that PostgreSQL can hold: without NUL and half surrogate pairs. It would quote a claim with NUL in its error, and
 * half a pair would arrive there as a question mark, which is another value.
 */
final class ClaimText {

    private ClaimText() {}

    /** Refuses claims before any of them travels. */
    static void check(Claims claims) {
        claims.asMap().forEach((name, value) -> {
            if (!isText(name)) {
                throw Messages.claimIsNoText("?");
            }
            if (!isText(value)) {
                throw Messages.claimIsNoText(name);
            }
        });
    }

    private static boolean isText(@Nullable Object value) {
        if (value instanceof String text) {
            return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        }
        if (value instanceof Map<?, ?> members) {
            return isText(members.keySet()) && isText(members.values());
        }
        return !(value instanceof Collection<?> elements) || elements.stream().allMatch(ClaimText::isText);
    }
}
