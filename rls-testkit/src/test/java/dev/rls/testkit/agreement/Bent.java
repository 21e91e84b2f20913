package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims one of which has a type that no policy wants it to have. */
final class Bent {

    private static final String TENANT = "tenant_id";

    /** In an array, none of these is an element of any type but its own, and null is none of any. */
    private static final BigDecimal FRACTION = new BigDecimal("1.0");

    private Bent() {}

    /** A case with one claim bent, and the claims that stand in for the bent ones where nobody reads the bent claim. */
    static Case of(Pick pick, Case straight, Kind tenant) {
        Kind kind = pick.of(Arrays.stream(Kind.values())
                .filter(any -> !any.arrays.isEmpty())
                .toList());
        boolean array = pick.percent(50);
        boolean ofTenant = pick.percent(15);
        String name =
                ofTenant ? TENANT : pick.of(array ? kind.arrays : kind.claims).replace("'", "");
        Object wrong =
                ofTenant ? pick.of(scalars(tenant)) : array ? pick.of(arrays(kind, pick)) : pick.of(scalars(kind));
        List<@Nullable Object> right = new ArrayList<>();
        if (ofTenant) {
            right.addAll(Pools.claims(tenant, Pools.tenants(tenant)));
        } else {
            right.add(null);
            Pools.claims(kind, Pools.of(kind)).forEach(value -> right.add(array ? List.of(value) : value));
        }
        boolean member = name.startsWith("org.");
        Claims bent = member && pick.percent(20)
                ? with(straight.claims(), "org", wrong)
                : with(straight.claims(), name, wrong);
        boolean all = !(bent.get("org") instanceof Map) && member;
        List<Claims> unread = right.stream()
                .map(value -> all && value == null
                        ? with(straight.claims(), "org", null)
                        : with(straight.claims(), name, value))
                .toList();
        return new Case(bent, straight.act(), unread);
    }

    /** What is no single value of a type. */
    private static List<Object> scalars(Kind kind) {
        Object list = List.of();
        return switch (kind) {
            case STRING -> List.of(7L, true, List.of("a"), Map.of("a", "a"));
            case UUID -> List.of("a", "1-1-1-1-1", "{" + Pools.UUIDS.get(0) + "}", 7L, list);
            case LONG -> List.of("7", FRACTION, new BigDecimal("9223372036854775808"), true, list);
            case INTEGER -> List.of("7", FRACTION, 1L << 31, false, list);
            case DECIMAL -> List.of("1.5", "", true, list);
            case BOOLEAN -> List.of("true", 1L, "f", list);
            case DATE, TIMESTAMP, GRADE, STAGE -> throw new IllegalArgumentException("no claim is a " + kind);
        };
    }

    /** What is no array of a type. */
    private static List<Object> arrays(Kind kind, Pick pick) {
        Object single = pick.of(Pools.claims(kind, Pools.of(kind)));
        return List.of(
                single,
                Map.of("0", single),
                Arrays.asList(single, null),
                Arrays.asList((Object) null),
                List.of(List.of(single)),
                List.of(single, pick.of(scalars(kind))));
    }

    private static Claims with(Claims claims, String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(claims.asMap());
        if (name.startsWith("org.")) {
            Map<String, @Nullable Object> org = new LinkedHashMap<>();
            if (changed.get("org") instanceof Map<?, ?> members) {
                members.forEach((member, there) -> org.put(String.valueOf(member), there));
            }
            org.put(name.substring("org.".length()), value);
            changed.put("org", org);
        } else {
            changed.put(name, value);
        }
        return Claims.of(changed);
    }
}
