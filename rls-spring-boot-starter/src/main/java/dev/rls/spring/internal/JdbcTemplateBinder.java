package dev.rls.spring.internal;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives each JdbcTemplate bean on the data source of the application, Spring Boot's or another, the bound one. */
public final class JdbcTemplateBinder implements BeanPostProcessor {

    private final ObjectProvider<DataSource> plain;
    private final ObjectProvider<DataSourceOfScope> bound;

    public JdbcTemplateBinder(ObjectProvider<DataSource> plain, ObjectProvider<DataSourceOfScope> bound) {
        this.plain = plain;
        this.bound = bound;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof JdbcTemplate template && template.getDataSource() == plain.getObject()) {
            template.setDataSource(bound.getObject());
        }
        return bean;
    }
}
