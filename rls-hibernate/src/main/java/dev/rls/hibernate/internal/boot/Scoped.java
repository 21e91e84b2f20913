package dev.rls.hibernate.internal.boot;

import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Where {@code @TenantScoped} and {@code @RowPolicy} stand. */
final class Scoped {

    private Scoped() {}

    /** Whether the class itself has one of them. */
    static boolean declares(PersistentClass entity) {
        Class<?> mapped = classOf(entity);
        return mapped != null && isAnnotated(mapped);
    }

    /** Whether the class or one above it has one of them. */
    static boolean inherits(PersistentClass entity) {
        for (Class<?> type = classOf(entity); type != null; type = type.getSuperclass()) {
            if (isAnnotated(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnnotated(Class<?> type) {
        return type.isAnnotationPresent(TenantScoped.class)
                || type.getDeclaredAnnotationsByType(RowPolicy.class).length > 0;
    }

    /** The mapped class; null for entities that are maps. */
    private static @Nullable Class<?> classOf(PersistentClass entity) {
        return entity.getClassName() == null ? null : entity.getMappedClass();
    }
}
