package dev.rls.spring;

import dev.rls.spring.internal.RefusalsAsThrown;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** What this library throws reaches the application as it is, at commit too. */
@AutoConfiguration
@ConditionalOnClass(AbstractEntityManagerFactoryBean.class)
public final class RlsJpaAutoConfiguration {

    /** For Spring. */
    public RlsJpaAutoConfiguration() {}

    @Bean
    static RefusalsAsThrown rlsRefusalsAsThrown() {
        return new RefusalsAsThrown();
    }
}
