package dev.rls.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsScopeTest {

    private static final Claims ACME = Claims.of(Map.of("tenant_id", "acme"));
    private static final Claims GLOBEX = Claims.of(Map.of("tenant_id", "globex"));

    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void claimsHoldInsideAndNowhereElse() {
        assertThat(ClaimsScope.current()).isNull();
        assertThat(ClaimsScope.call(ACME, ClaimsScope::current)).isSameAs(ACME);
        assertThat(ClaimsScope.current()).isNull();
    }

    @Test
    void theOuterScopeComesBackAfterTheInner() {
        ClaimsScope.run(ACME, () -> {
            ClaimsScope.run(GLOBEX, () -> assertThat(ClaimsScope.current()).isSameAs(GLOBEX));
            assertThat(ClaimsScope.current()).isSameAs(ACME);
        });
    }

    @Test
    void theOuterScopeComesBackAfterAFailure() {
        ClaimsScope.run(ACME, () -> {
            assertThatThrownBy(() -> ClaimsScope.call(GLOBEX, () -> {
                        throw new IOException("no disk");
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ClaimsScope.run(GLOBEX, () -> {
                        throw new AssertionError("a bug");
                    }))
                    .isInstanceOf(AssertionError.class);
            assertThat(ClaimsScope.current()).isSameAs(ACME);
        });
        assertThat(ClaimsScope.current()).isNull();
    }

    @Test
    void aScopeWithoutClaimsDoesNotOpen() {
        assertThatThrownBy(() -> ClaimsScope.run(null, () -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("claims");
        assertThatThrownBy(() -> ClaimsScope.call(null, () -> "")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anotherThreadSeesNothing() throws Exception {
        assertThat(ClaimsScope.<Claims, Exception>call(
                        ACME, () -> pool.submit(ClaimsScope::current).get()))
                .isNull();
    }

    @Test
    void wrappedWorkCarriesTheScopeOfWhoeverWrappedIt() throws Exception {
        Callable<Claims> wrapped = ClaimsScope.call(ACME, () -> ClaimsScope.wrap(ClaimsScope::current));

        assertThat(pool.submit(wrapped).get()).isSameAs(ACME);
        assertThat(pool.submit(ClaimsScope::current).get()).as("afterwards").isNull();
    }

    @Test
    void workWrappedOutsideAnyScopeRunsOutsideAnyScope() {
        Claims[] seen = {ACME};
        Runnable wrapped = ClaimsScope.wrap(() -> {
            seen[0] = ClaimsScope.current();
        });

        ClaimsScope.run(GLOBEX, wrapped);

        assertThat(seen[0]).isNull();
    }

    @Test
    void aWrappedExecutorCarriesTheScopeOfEachSubmission() {
        CompletableFuture<Claims> first = ClaimsScope.call(
                ACME, () -> CompletableFuture.supplyAsync(ClaimsScope::current, ClaimsScope.wrap(pool)));
        CompletableFuture<Claims> second = ClaimsScope.call(
                GLOBEX, () -> CompletableFuture.supplyAsync(ClaimsScope::current, ClaimsScope.wrap(pool)));
        CompletableFuture<Claims> none = CompletableFuture.supplyAsync(ClaimsScope::current, ClaimsScope.wrap(pool));

        assertThat(first.join()).isSameAs(ACME);
        assertThat(second.join()).isSameAs(GLOBEX);
        assertThat(none.join()).isNull();
    }

    @Test
    void aWrappedExecutorServiceCarriesItWithEachTask() throws Exception {
        ExecutorService wrapped = ClaimsScope.wrap(pool);
        List<Future<Claims>> all =
                ClaimsScope.call(ACME, () -> wrapped.invokeAll(List.of(ClaimsScope::current, ClaimsScope::current)));
        for (Future<Claims> each : all) {
            assertThat(each.get()).isSameAs(ACME);
        }
        Future<Claims> submitted = ClaimsScope.call(GLOBEX, () -> wrapped.submit(ClaimsScope::current));
        assertThat(submitted.get()).isSameAs(GLOBEX);
        assertThat(wrapped.submit(ClaimsScope::current).get()).isNull();
    }

    @Test
    void stagesAndStreamsCarryItInFunctionsAndSuppliers() {
        CompletableFuture<Claims> staged = ClaimsScope.call(
                ACME,
                () -> CompletableFuture.supplyAsync(ClaimsScope.wrapSupplier(ClaimsScope::current), pool)
                        .thenApplyAsync(
                                ClaimsScope.wrapFunction(claims -> claims == ClaimsScope.current() ? claims : GLOBEX),
                                pool));
        assertThat(staged.join()).isSameAs(ACME);

        List<Claims> streamed = ClaimsScope.call(
                ACME,
                () -> IntStream.range(0, 1000)
                        .boxed()
                        .parallel()
                        .map(ClaimsScope.wrapFunction(number -> ClaimsScope.current()))
                        .toList());
        assertThat(streamed).containsOnly(ACME);
    }

    @Test
    void aFrameworkPutsBackWhatHeldBefore() {
        Claims before = ClaimsScope.replace(ACME);
        assertThat(ClaimsScope.current()).isSameAs(ACME);
        assertThat(ClaimsScope.replace(before)).isSameAs(ACME);
        assertThat(ClaimsScope.current()).isNull();
    }
}
