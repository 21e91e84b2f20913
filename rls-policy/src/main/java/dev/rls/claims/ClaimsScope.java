package dev.rls.claims;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where claims hold: the current thread, from entering a scope to leaving it.
 *
 * <p>A Hibernate session pins the claims of the scope in which it is opened, so open the scope before the transaction.
 * Other threads see nothing of a scope unless their work is wrapped.
 *
 * <pre>{@code
 * Claims claims = verifier.verify(bearerToken);
 * ClaimsScope.call(claims, () -> repository.findAll());
 * }</pre>
 */
public final class ClaimsScope {

    private static final ThreadLocal<@Nullable Claims> CURRENT = new ThreadLocal<>();

    private ClaimsScope() {}

    /**
     * Does work under claims and returns its result. Scopes nest; the outer one is restored afterwards.
     *
     * @param claims the claims to hold
     * @param work what to do
     * @param <T> what the work returns
     * @param <X> what it may throw
     * @return the result of the work
     * @throws X as the work does
     */
    public static <T, X extends Throwable> T call(Claims claims, ScopedCall<T, X> work) throws X {
        return callIn(Objects.requireNonNull(claims, "claims"), work);
    }

    /**
     * Does work under claims.
     *
     * @param claims the claims to hold
     * @param work what to do
     */
    public static void run(Claims claims, Runnable work) {
        runIn(Objects.requireNonNull(claims, "claims"), work);
    }

    /**
     * The claims of the innermost scope of this thread.
     *
     * @return the claims, or null outside any scope
     */
    public static @Nullable Claims current() {
        return CURRENT.get();
    }

    /**
     * Carries the scope of the calling thread to wherever the task runs. Wrapped outside any scope, the task runs
     * outside any scope too, even on a thread that is in one.
     *
     * @param task what another thread shall do
     * @return the task under the claims of now
     */
    public static Runnable wrap(Runnable task) {
        Claims claims = current();
        return () -> runIn(claims, task);
    }

    /**
     * Carries the scope of the calling thread to wherever the task runs.
     *
     * @param task what another thread shall do
     * @param <T> what the task returns
     * @return the task under the claims of now
     */
    public static <T> Callable<T> wrap(Callable<T> task) {
        Claims claims = current();
        return () -> ClaimsScope.<T, Exception>callIn(claims, task::call);
    }

    /**
     * An executor whose tasks run under the scope of whoever submits them.
     *
     * @param executor runs the tasks
     * @return the executor to submit to
     */
    public static Executor wrap(Executor executor) {
        return task -> executor.execute(wrap(task));
    }

    /**
     * An executor service whose tasks run under the scope of whoever submits them; so do those of a
     * {@link java.util.concurrent.CompletableFuture} that is given it.
     *
     * @param executor runs the tasks
     * @return the executor to submit to; it is shut down with the other
     */
    public static ExecutorService wrap(ExecutorService executor) {
        return new ScopedExecutorService(executor);
    }

    /**
     * Carries the scope of the calling thread to wherever the function is asked, as by the stages of a
     * {@link java.util.concurrent.CompletableFuture} and by parallel streams, whose threads are shared.
     *
     * @param function what another thread shall compute
     * @param <T> what it takes
     * @param <R> what it returns
     * @return the function under the claims of now
     */
    public static <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
        Claims claims = current();
        return argument -> ClaimsScope.<R, RuntimeException>callIn(claims, () -> function.apply(argument));
    }

    /**
     * Carries the scope of the calling thread to wherever the supplier is asked.
     *
     * @param supplier what another thread shall compute
     * @param <T> what it returns
     * @return the supplier under the claims of now
     */
    public static <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        Claims claims = current();
        return () -> ClaimsScope.<T, RuntimeException>callIn(claims, supplier::get);
    }

    /**
     * For frameworks that carry thread-locals from thread to thread: puts other claims in the place of this thread's. Whoever
     * calls it puts back what it returns, on the same thread; applications use {@link #call} and {@link #wrap}.
     *
     * @param claims what holds from now on, null for no scope
     * @return what held before
     */
    public static @Nullable Claims replace(@Nullable Claims claims) {
        Claims outer = CURRENT.get();
        set(claims);
        return outer;
    }

    private static <T, X extends Throwable> T callIn(@Nullable Claims claims, ScopedCall<T, X> work) throws X {
        Claims outer = CURRENT.get();
        set(claims);
        try {
            return work.call();
        } finally {
            set(outer);
        }
    }

    private static void runIn(@Nullable Claims claims, Runnable work) {
        Claims outer = CURRENT.get();
        set(claims);
        try {
            work.run();
        } finally {
            set(outer);
        }
    }

    /** Removes rather than sets null, so that a pooled thread keeps no entry. */
    private static void set(@Nullable Claims claims) {
        if (claims == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(claims);
        }
    }
}
