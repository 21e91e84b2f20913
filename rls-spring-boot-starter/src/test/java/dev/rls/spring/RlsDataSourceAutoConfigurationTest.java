package dev.rls.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.spring.internal.DataSourceOfScope;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class RlsDataSourceAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean("plain", DataSource.class, RlsDataSourceAutoConfigurationTest::h2)
            .withConfiguration(AutoConfigurations.of(
                    RlsDataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class));

    private static JdbcDataSource h2() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:bound");
        return dataSource;
    }

    @Test
    void jdbcTemplateIsBoundAndTheDataSourceOfTheApplicationIsNot() {
        runner.run(context -> {
            DataSource ofTemplate = context.getBean(JdbcTemplate.class).getDataSource();
            assertThat(ofTemplate).isInstanceOf(DataSourceOfScope.class);
            assertThat(ofTemplate.unwrap(BoundDataSource.class)).isNotNull();
            assertThat(context.getBeanProvider(DataSource.class).getObject()).isInstanceOf(JdbcDataSource.class);
            assertThat(context).hasSingleBean(JdbcClient.class);
        });
    }

    @Test
    void aJdbcTemplateOfTheUserIsBoundToo() {
        runner.withUserConfiguration(OwnTemplate.class)
                .run(context -> assertThat(
                                context.getBean("own", JdbcTemplate.class).getDataSource())
                        .isInstanceOf(DataSourceOfScope.class));
    }

    @Test
    void aJdbcTemplateOnAnotherDataSourceIsLeftAlone() {
        runner.withBean("elsewhere", JdbcTemplate.class, () -> new JdbcTemplate(new JdbcDataSource()))
                .run(context -> assertThat(
                                context.getBean("elsewhere", JdbcTemplate.class).getDataSource())
                        .isInstanceOf(JdbcDataSource.class));
    }

    /** JdbcTemplate joins a transaction of the plain data source, so that one must be bound as well. */
    @Test
    void transactionsOfTheDataSourceAreBoundToo() {
        runner.withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
                .run(context -> assertThat(
                                context.getBean(JdbcTransactionManager.class).getDataSource())
                        .isInstanceOf(DataSourceOfScope.class));
        runner.withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(new JdbcDataSource()))
                .run(context -> assertThat(
                                context.getBean(JdbcTransactionManager.class).getDataSource())
                        .isInstanceOf(JdbcDataSource.class));
    }

    /** Where no database decides, the guard that refuses JDBC stands in transactions too. */
    @Test
    void noTransactionLeadsPastTheGuardWhereNoDatabaseDecides() {
        runner.withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
                .withPropertyValues("spring.jpa.properties.rls.enforce=orm")
                .run(context -> {
                    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
                    TransactionTemplate transaction =
                            new TransactionTemplate(context.getBean(JdbcTransactionManager.class));
                    Claims acme = Claims.of(Map.of("tenant_id", "acme"));
                    assertThatThrownBy(() -> ClaimsScope.run(
                                    acme,
                                    () -> transaction.executeWithoutResult(
                                            status -> jdbc.queryForList("select 1", Integer.class))))
                            .hasStackTraceContaining("RLS215");
                });
    }

    @Test
    void twoDataSourcesWithoutAPrimaryOneAreLeftToTheUser() {
        runner.withBean("other", DataSource.class, JdbcDataSource::new)
                .run(context -> assertThat(context).doesNotHaveBean(DataSourceOfScope.class));
    }

    /** What a JPA transaction offers under the plain data source is found through the bound one. */
    @Test
    void theBoundDataSourceSharesTheTransactionOfThePlainOne() {
        runner.run(context -> {
            Object connection = new Object();
            TransactionSynchronizationManager.bindResource(context.getBean("plain"), connection);
            try {
                assertThat(TransactionSynchronizationManager.getResource(context.getBean(DataSourceOfScope.class)))
                        .isSameAs(connection);
            } finally {
                TransactionSynchronizationManager.unbindResource(context.getBean("plain"));
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnTemplate {

        @Bean
        JdbcTemplate own(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }
    }
}
