package dev.rls.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A scope travels with what is submitted in it. */
class RlsTaskAutoConfigurationTest {

    private static final Claims ACME = Claims.of(Map.of("tenant_id", "acme"));

    private final ApplicationContextRunner with = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RlsTaskAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class))
            .withUserConfiguration(Asynchronous.class);

    private final ApplicationContextRunner without = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
            .withUserConfiguration(Asynchronous.class);

    @Test
    void anAsynchronousMethodRunsInTheScopeOfItsCaller() {
        for (String virtual : new String[] {"false", "true"}) {
            with.withPropertyValues("spring.threads.virtual.enabled=" + virtual).run(context -> {
                Asynchronous bean = context.getBean(Asynchronous.class);
                assertThat(ClaimsScope.call(ACME, bean::seen).get(60, TimeUnit.SECONDS))
                        .isSameAs(ACME);
                assertThat(bean.seen().get(60, TimeUnit.SECONDS)).isNull();
            });
        }
        without.run(context -> assertThat(ClaimsScope.call(ACME, context.getBean(Asynchronous.class)::seen)
                        .get(60, TimeUnit.SECONDS))
                .as("the control: nobody carries it")
                .isNull());
    }

    @Test
    void decoratorsOfTheApplicationStay() {
        with.withBean(
                        "own",
                        TaskDecorator.class,
                        () -> task -> () -> {
                            Asynchronous.decorated = true;
                            task.run();
                        })
                .run(context -> {
                    assertThat(ClaimsScope.call(ACME, context.getBean(Asynchronous.class)::seen)
                                    .get(60, TimeUnit.SECONDS))
                            .isSameAs(ACME);
                    assertThat(Asynchronous.decorated).isTrue();
                });
    }

    @Test
    void aScheduledMethodHasNoScope() {
        with.run(context -> assertThat(
                        context.getBean(Asynchronous.class).ticked().get(60, TimeUnit.SECONDS))
                .isEqualTo("no scope"));
    }

    @Test
    void micrometerCarriesItToo() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
            ExecutorService carrying = ContextExecutorService.wrap(pool, snapshots::captureAll);
            assertThat(ClaimsScope.<Claims, Exception>call(
                            ACME, () -> carrying.submit(ClaimsScope::current).get()))
                    .isSameAs(ACME);
            assertThat(pool.submit(ClaimsScope::current).get()).as("afterwards").isNull();
            assertThat(carrying.submit(ClaimsScope::current).get()).isNull();
        } finally {
            pool.shutdown();
        }
    }

    @EnableAsync
    @EnableScheduling
    static class Asynchronous {

        static volatile boolean decorated;

        private final CompletableFuture<String> scheduled = new CompletableFuture<>();

        @Async
        public CompletableFuture<Claims> seen() {
            return CompletableFuture.completedFuture(ClaimsScope.current());
        }

        @Scheduled(fixedDelay = 1_000_000)
        public void tick() {
            scheduled.complete(ClaimsScope.current() == null ? "no scope" : "a scope");
        }

        public CompletableFuture<String> ticked() {
            return scheduled;
        }
    }
}
