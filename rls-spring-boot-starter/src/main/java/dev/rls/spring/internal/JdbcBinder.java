package dev.rls.spring.internal;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Gives each JdbcTemplate bean on the data source of the application, Spring Boot's or another, the bound one. Transactions of
 * that data source begin on it too: JdbcTemplate would join one that began on the plain one, past claims and guards.
 */
public final class JdbcBinder implements BeanPostProcessor {

    private final ObjectProvider<DataSource> plain;
    private final ObjectProvider<DataSourceOfScope> bound;

    public JdbcBinder(ObjectProvider<DataSource> plain, ObjectProvider<DataSourceOfScope> bound) {
        this.plain = plain;
        this.bound = bound;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof JdbcTemplate template && template.getDataSource() == plain.getObject()) {
            template.setDataSource(bound.getObject());
        }
        if (bean instanceof DataSourceTransactionManager manager && manager.getDataSource() == plain.getObject()) {
            manager.setDataSource(bound.getObject());
        }
        return bean;
    }
}
