package dev.rls.claims;

/**
 * Work done inside a {@link ClaimsScope}. Unlike {@link java.util.concurrent.Callable} it throws only what it declares,
 * so that a lambda without checked exceptions needs no {@code try}.
 *
 * @param <T> what the work returns
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ScopedCall<T, X extends Throwable> {

    /**
     * Does the work.
     *
     * @return its result
     * @throws X as the work does
     */
    T call() throws X;
}
