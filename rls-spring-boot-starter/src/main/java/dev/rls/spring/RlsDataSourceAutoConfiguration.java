package dev.rls.spring;

import dev.rls.spring.internal.DataSourceOfScope;
import dev.rls.spring.internal.JdbcBinder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * JDBC beside Hibernate. The data source of the application stays as it is, for Hibernate (which binds by itself), for
 * migrations and for health checks; JdbcTemplate and the transactions of JDBC get a bound one, and whoever else wants it asks for
 * {@code @Qualifier("rlsDataSource")}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnSingleCandidate(DataSource.class)
public final class RlsDataSourceAutoConfiguration {

    /** For Spring. */
    public RlsDataSourceAutoConfiguration() {}

    /** Not a default candidate: whoever asks for a data source without a qualifier gets the plain one. */
    @Bean(defaultCandidate = false)
    @Qualifier("rlsDataSource")
    DataSourceOfScope rlsDataSource(
            DataSource dataSource, @Value("${spring.jpa.properties.rls.enforce:both}") String enforce) {
        return new DataSourceOfScope(dataSource, !enforce.strip().equals("orm"));
    }

    @Bean
    static JdbcBinder rlsJdbcBinder(
            ObjectProvider<DataSource> dataSource,
            @Qualifier("rlsDataSource") ObjectProvider<DataSourceOfScope> bound) {
        return new JdbcBinder(dataSource, bound);
    }
}
