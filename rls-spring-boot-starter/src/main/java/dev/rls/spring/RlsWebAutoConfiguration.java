package dev.rls.spring;

import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.spring.internal.BearerTokenFilter;
import dev.rls.spring.internal.DatabaseDenialResolver;
import dev.rls.spring.internal.MissingVerifier;
import dev.rls.spring.internal.ProblemAdvice;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Verifies the token of each request, opens the scope of its claims, and turns refusals into problem details. */
@AutoConfiguration(
        after = RlsTokenAutoConfiguration.class,
        afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public final class RlsWebAutoConfiguration {

    /** After Spring Security's chain (-100), whose refusals come first, and before filters without an order. */
    private static final int FILTER_ORDER = -50;

    /** For Spring. */
    public RlsWebAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(TokenVerifier.class)
    FilterRegistrationBean<BearerTokenFilter> rlsBearerTokenFilter(
            TokenVerifier verifier,
            RlsProperties properties,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver exceptions) {
        BearerTokenFilter filter =
                new BearerTokenFilter(verifier, properties.http().publicPaths(), exceptions);
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(TokenVerifier.class)
    static MissingVerifier rlsMissingVerifier() {
        return new MissingVerifier();
    }

    @Bean
    ProblemAdvice rlsProblemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    DatabaseDenialResolver rlsDatabaseDenialResolver(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver exceptions) {
        return new DatabaseDenialResolver(exceptions);
    }
}
