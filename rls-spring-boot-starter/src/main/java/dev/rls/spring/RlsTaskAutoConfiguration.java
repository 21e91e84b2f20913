package dev.rls.spring;

import dev.rls.claims.ClaimsScope;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskDecorator;

/**
 * Tasks on Boot's executors run in the scope of whoever submits them: {@code @Async} methods, asynchronous requests, and
 * what is given to the scheduler; {@code @Scheduled} methods have nobody who submits them, and no scope. Boot combines this
 * decorator with those of the application.
 */
@AutoConfiguration(beforeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
public final class RlsTaskAutoConfiguration {

    /** For Spring. */
    public RlsTaskAutoConfiguration() {}

    @Bean
    TaskDecorator rlsClaimsTaskDecorator() {
        return ClaimsScope::wrap;
    }
}
