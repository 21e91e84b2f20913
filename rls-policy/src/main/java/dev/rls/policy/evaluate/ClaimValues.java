package dev.rls.policy.evaluate;

import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims as the functions of schema {@code rls} read them: {@code rls.claim_…} those that must be there, {@code
 * rls.find_…} the others.
 *
 * <p>PostgreSQL reads a claim when it evaluates the condition that names it, which may be never: an {@code or} ends at
 * its first part that holds. Where Java stops would be another place. So Java checks, before it decides anything, every
 * claim that could be read ({@link #check}); it refuses what the database refuses, and a little earlier.
 */
public final class ClaimValues {

    private ClaimValues() {}

    /**
     * The value of a claim.
     *
     * @param claim which one
     * @param claims where to look
     * @return a String, UUID, Long, Integer, BigDecimal or Boolean, or an unmodifiable List of these if it is an array;
     *     null if it is absent or null
     * @throws ClaimTypeException if it has another type, or is absent or null though it is required
     */
    public static @Nullable Object read(ClaimRef claim, Claims claims) {
        Object found = find(claim, claims);
        if (found == null) {
            if (claim.required()) {
                throw ClaimTypeException.absent(claim.claim());
            }
            return null;
        }
        Object value = claim.array() ? array(claim, found) : JsonValue.typed(found, claim.type());
        if (value == null) {
            throw ClaimTypeException.notA(claim.claim(), JsonValue.expected(claim.type(), claim.array()));
        }
        return value;
    }

    /**
     * Checks that claims have the types that policies need, whether or not a decision will read them.
     *
     * @param used those that the policies use; {@link ClaimRefs} collects them
     * @param claims where to look
     * @throws ClaimTypeException at the first that {@link #read} refuses
     */
    public static void check(Collection<ClaimRef> used, Claims claims) {
        used.forEach(claim -> read(claim, claims));
    }

    /** The values of some claims; every one of them is read, so that no decision depends on which was read first. */
    static Map<ClaimRef, @Nullable Object> readAll(Collection<ClaimRef> used, Claims claims) {
        Map<ClaimRef, @Nullable Object> values = new HashMap<>();
        used.forEach(claim -> values.put(claim, read(claim, claims)));
        return values;
    }

    /** Follows the path; what is absent or null has no members, what is another value cannot be followed. */
    private static @Nullable Object find(ClaimRef claim, Claims claims) {
        Object found = claims.asMap();
        List<String> path = claim.path();
        for (int i = 0; i < path.size() && found != null; i++) {
            if (!(found instanceof Map<?, ?> object)) {
                throw ClaimTypeException.notA(String.join(".", path.subList(0, i)), "a JSON object");
            }
            found = object.get(path.get(i));
        }
        return found;
    }

    private static @Nullable Object array(ClaimRef claim, Object found) {
        if (!(found instanceof Collection<?> array)) {
            return null;
        }
        List<Object> values = new ArrayList<>(array.size());
        for (Object element : array) {
            Object value = element == null ? null : JsonValue.typed(element, claim.type());
            if (value == null) {
                return null;
            }
            values.add(Objects.requireNonNull(value));
        }
        return Collections.unmodifiableList(values);
    }
}
