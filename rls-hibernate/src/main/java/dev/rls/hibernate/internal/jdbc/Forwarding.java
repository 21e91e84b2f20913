package dev.rls.hibernate.internal.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isDefaultMethod;

import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.utility.JavaConstant;
import org.jspecify.annotations.Nullable;

/**
 * Completes an abstract class of JDBC: every method it leaves open, those of later JDKs included, is a plain call of the
 * same method on what its {@code delegate()} returns.
 */
final class Forwarding {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final List<Class<?>> READ_ONCE =
            List.of(InputStream.class, Reader.class, Blob.class, Clob.class, SQLXML.class);

    private Forwarding() {}

    /** The constructor of a subclass, as a handle that takes the parameters of the only constructor of the class. */
    static MethodHandle constructor(Class<?> type) {
        MethodCall delegate = MethodCall.invoke(method(type, "delegate"));
        DynamicType.Builder<?> subclass = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(type, ConstructorStrategy.Default.IMITATE_SUPER_CLASS)
                .name(type.getName() + "$Forwarding")
                .method(isAbstract().or(isDefaultMethod()))
                .intercept(MethodCall.invokeSelf().onMethodCall(delegate).withAllArguments());
        if (RecordingStatement.class.isAssignableFrom(type)) {
            subclass = recordSettings(subclass, delegate);
        }
        if (BoundPreparedStatement.class.isAssignableFrom(type)) {
            subclass = recordParameters(subclass, delegate);
        }
        if (type == BoundCallableStatement.class) {
            subclass = subclass.method(isDeclaredBy(CallableStatement.class))
                    .intercept(MethodCall.invokeSelf()
                            .onMethodCall(MethodCall.invoke(method(type, "call")))
                            .withAllArguments());
        }
        Class<?>[] parameters = type.getDeclaredConstructors()[0].getParameterTypes();
        try (DynamicType.Unloaded<?> unloaded = subclass.make()) {
            Class<?> completed = unloaded.load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(LOOKUP))
                    .getLoaded();
            return LOOKUP.findConstructor(completed, MethodType.methodType(void.class, parameters))
                    .asType(MethodType.methodType(type, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot complete " + type, e);
        }
    }

    /** Whether a value is used up by giving it to a statement. */
    static boolean isReadOnce(@Nullable Object value) {
        return READ_ONCE.stream().anyMatch(type -> type.isInstance(value));
    }

    /** What a generated constructor may throw: nothing that is checked. */
    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    /** Fetch size, time-out and the like, so that they can be repeated on the statement that takes over. */
    private static DynamicType.Builder<?> recordSettings(DynamicType.Builder<?> subclass, MethodCall delegate) {
        Method record = method(RecordingStatement.class, "recordSetting");
        for (Method setting : setters(Statement.class, 1)) {
            Implementation forward = MethodCall.invokeSelf()
                    .onMethodCall(delegate)
                    .withAllArguments()
                    .andThen(MethodCall.invoke(record)
                            .with(setting.getName())
                            .with(JavaConstant.MethodHandle.of(setting))
                            .withArgumentArray());
            subclass = subclass.method(is(setting)).intercept(forward);
        }
        return subclass;
    }

    /** The same for parameters, which a carried bind moves by its own; what can be read only once is not set before its use. */
    private static DynamicType.Builder<?> recordParameters(DynamicType.Builder<?> subclass, MethodCall delegate) {
        Method record = method(BoundPreparedStatement.class, "recordParameter");
        Method declared = method(BoundPreparedStatement.class, "recordDeclared");
        Method defer = method(BoundPreparedStatement.class, "deferParameter");
        MethodCall moved =
                MethodCall.invoke(method(BoundPreparedStatement.class, "moved")).withArgument(0);
        for (Method setter : setters(PreparedStatement.class, 2)) {
            boolean once = Arrays.stream(setter.getParameterTypes()).anyMatch(READ_ONCE::contains);
            Method recorder = DeclaredTypes.SETTERS.contains(setter.getName()) ? declared : record;
            MethodCall keep = MethodCall.invoke(once ? defer : recorder)
                    .with(JavaConstant.MethodHandle.of(setter))
                    .withArgumentArray();
            Implementation body =
                    once ? keep : forwardMoved(setter, delegate, moved).andThen(keep);
            subclass = subclass.method(is(setter)).intercept(body);
        }
        return subclass;
    }

    private static MethodCall forwardMoved(Method setter, MethodCall delegate, MethodCall moved) {
        MethodCall call = MethodCall.invokeSelf().onMethodCall(delegate).withMethodCall(moved);
        for (int i = 1; i < setter.getParameterCount(); i++) {
            call = call.withArgument(i);
        }
        return call;
    }

    private static List<Method> setters(Class<?> declaring, int atLeast) {
        return Arrays.stream(declaring.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set")
                        && method.getReturnType() == void.class
                        && method.getParameterCount() >= atLeast)
                .toList();
    }

    private static Method method(Class<?> type, String name) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            for (Method method : holder.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge()) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException(type + " has no " + name);
    }
}
