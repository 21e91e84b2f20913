package dev.rls.hibernate.contract;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Type;

/** Whether a class has a member, itself or from above, of exactly this descriptor. */
final class Members {

    private Members() {}

    static boolean hasMethod(Class<?> type, String name, String descriptor) {
        if (type == null) {
            return false;
        }
        return declares(type, name, descriptor)
                || !name.equals("<init>")
                        && (hasMethod(type.getSuperclass(), name, descriptor)
                                || Arrays.stream(type.getInterfaces())
                                        .anyMatch(above -> hasMethod(above, name, descriptor))
                                || type.isInterface() && hasMethod(Object.class, name, descriptor));
    }

    /** A class that cannot be read because it names what is gone says so itself, by that name. */
    private static boolean declares(Class<?> type, String name, String descriptor) {
        try {
            return name.equals("<init>")
                    ? Arrays.stream(type.getDeclaredConstructors())
                            .anyMatch(one -> Type.getConstructorDescriptor(one).equals(descriptor))
                    : Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(one -> one.getName().equals(name)
                                    && Type.getMethodDescriptor(one).equals(descriptor));
        } catch (NoClassDefFoundError e) {
            return true;
        }
    }

    static boolean hasField(Class<?> type, String name, String descriptor) {
        return type != null
                && (Arrays.stream(type.getDeclaredFields())
                                .anyMatch(one -> one.getName().equals(name)
                                        && Type.getDescriptor(one.getType()).equals(descriptor))
                        || hasField(type.getSuperclass(), name, descriptor)
                        || Arrays.stream(type.getInterfaces()).anyMatch(above -> hasField(above, name, descriptor)));
    }
}
