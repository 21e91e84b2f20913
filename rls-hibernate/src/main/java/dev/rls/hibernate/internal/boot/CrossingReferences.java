package dev.rls.hibernate.internal.boot;

import dev.rls.CrossTenantReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Locale;

/** Which associations have {@link CrossTenantReference}: on the field or the getter, whichever is mapped. */
final class CrossingReferences {

    private CrossingReferences() {}

    static boolean isOne(Class<?> owner, String attribute) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(attribute) && field.isAnnotationPresent(CrossTenantReference.class)) {
                    return true;
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(CrossTenantReference.class)
                        && attributeOf(method.getName()).equals(attribute)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String attributeOf(String getter) {
        String name = getter.replaceFirst("^(?:get|is)", "");
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym || name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
