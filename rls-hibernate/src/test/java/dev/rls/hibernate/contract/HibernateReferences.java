package dev.rls.hibernate.contract;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Looks up what a class file names of Hibernate, by name and descriptor as the virtual machine does. */
final class HibernateReferences extends ClassVisitor {

    private final List<String> missing = new ArrayList<>();

    private HibernateReferences() {
        super(Opcodes.ASM9);
    }

    static List<String> missing(byte[] classFile) {
        HibernateReferences references = new HibernateReferences();
        new ClassReader(classFile).accept(references, ClassReader.SKIP_DEBUG);
        return references.missing;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        type(Type.getObjectType(parent));
        for (String type : interfaces) {
            type(Type.getObjectType(type));
        }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        type(Type.getType(descriptor));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        types(descriptor);
        return new MethodVisitor(Opcodes.ASM9) {

            @Override
            public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                method(owner, called, type);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String type) {
                field(owner, field, type);
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                type(Type.getObjectType(type));
            }

            @Override
            public void visitInvokeDynamicInsn(String linked, String type, Handle bootstrap, Object... arguments) {
                types(type);
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle && handle.getDesc().startsWith("(")) {
                        method(handle.getOwner(), handle.getName(), handle.getDesc());
                    }
                }
            }
        };
    }

    private void types(String descriptor) {
        type(Type.getReturnType(descriptor));
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            type(argument);
        }
    }

    private void type(Type named) {
        Type type = named.getSort() == Type.ARRAY ? named.getElementType() : named;
        if (isHibernate(type.getClassName()) && load(type.getClassName()) == null) {
            missing.add("class " + type.getClassName());
        }
    }

    private void method(String owner, String name, String descriptor) {
        types(descriptor);
        Class<?> declaring =
                owner.startsWith("[") ? null : load(Type.getObjectType(owner).getClassName());
        if (declaring != null && isAbove(declaring) && !Members.hasMethod(declaring, name, descriptor)) {
            missing.add(declaring.getName() + "." + name + descriptor);
        }
    }

    private void field(String owner, String name, String descriptor) {
        type(Type.getType(descriptor));
        Class<?> declaring = load(Type.getObjectType(owner).getClassName());
        if (declaring != null && isAbove(declaring) && !Members.hasField(declaring, name, descriptor)) {
            missing.add(declaring.getName() + "." + name);
        }
    }

    /** Hibernate's own, or ours that inherits from it. */
    private static boolean isAbove(Class<?> type) {
        return isHibernate(type.getName()) || type.getName().startsWith("dev.rls.hibernate.");
    }

    private static boolean isHibernate(String name) {
        return name.startsWith("org.hibernate.");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, HibernateReferences.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
