package dev.rls.hibernate.token;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lies within a JSON object. */
final class Members {

    private Members() {}

    /** As {@code #>} of PostgreSQL finds it, so that the database reads the same. */
    static @Nullable Object at(Map<String, @Nullable Object> object, List<String> path) {
        Object found = object;
        for (String name : path) {
            if (found instanceof Map<?, ?> members) {
                found = members.get(name);
            } else if (found instanceof List<?> elements) {
                found = element(elements, name);
            } else {
                return null;
            }
        }
        return found;
    }

    /** Those below zero count from the end. */
    private static @Nullable Object element(List<?> elements, String position) {
        try {
            int index = Integer.parseInt(position);
            int at = index < 0 ? elements.size() + index : index;
            return at >= 0 && at < elements.size() ? elements.get(at) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
