package dev.rls.hibernate.internal.boot;

import dev.rls.TenantScoped;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Where {@code @TenantScoped} stands. */
final class Scoped {

    private Scoped() {}

    /** Whether the class itself has the annotation. */
    static boolean declares(PersistentClass entity) {
        Class<?> mapped = classOf(entity);
        return mapped != null && mapped.isAnnotationPresent(TenantScoped.class);
    }

    /** Whether the class or one above it has the annotation. */
    static boolean inherits(PersistentClass entity) {
        for (Class<?> type = classOf(entity); type != null; type = type.getSuperclass()) {
            if (type.isAnnotationPresent(TenantScoped.class)) {
                return true;
            }
        }
        return false;
    }

    /** The mapped class; null for entities that are maps. */
    private static @Nullable Class<?> classOf(PersistentClass entity) {
        return entity.getClassName() == null ? null : entity.getMappedClass();
    }
}
