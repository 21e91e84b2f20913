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
        boolean here = name.equals("<init>")
                ? Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(one -> Type.getConstructorDescriptor(one).equals(descriptor))
                : Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(one -> one.getName().equals(name)
                                && Type.getMethodDescriptor(one).equals(descriptor));
        return here
                || !name.equals("<init>")
                        && (hasMethod(type.getSuperclass(), name, descriptor)
                                || Arrays.stream(type.getInterfaces())
                                        .anyMatch(above -> hasMethod(above, name, descriptor))
                                || type.isInterface() && hasMethod(Object.class, name, descriptor));
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
