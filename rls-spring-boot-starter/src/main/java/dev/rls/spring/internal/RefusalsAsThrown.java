package dev.rls.spring.internal;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.orm.jpa.JpaDialect;
import org.springframework.orm.jpa.JpaVendorAdapter;

/** Wraps the dialect of each entity manager factory; transaction managers and repositories take it from there. */
public final class RefusalsAsThrown implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof AbstractEntityManagerFactoryBean factory) {
            JpaVendorAdapter adapter = factory.getJpaVendorAdapter();
            JpaDialect dialect = factory.getJpaDialect();
            if (dialect == null && adapter != null) {
                dialect = adapter.getJpaDialect();
            }
            if (dialect != null) {
                factory.setJpaDialect(new RefusingDialect(dialect));
            }
        }
        return bean;
    }
}
