package dev.rls.policy.condition;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of an annotation.
 *
 * @param rule the position of the row policy among those of its entity, or -1 for the tenant
 * @param name the name of the row policy, or null for the tenant
 * @param member the member
 */
record Place(int rule, @Nullable String name, String member) implements Comparable<Place> {

    private static final List<String> MEMBERS =
            List.of("attribute", "claim", "via", "shared", "name", "on", "using", "check");

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::rule).thenComparingInt(place -> MEMBERS.indexOf(place.member()));

    static Place ofTenant(String member) {
        return new Place(-1, null, member);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
