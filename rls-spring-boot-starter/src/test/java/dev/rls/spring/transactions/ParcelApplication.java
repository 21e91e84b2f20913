package dev.rls.spring.transactions;

import dev.rls.spring.RlsDataSourceAutoConfiguration;
import dev.rls.spring.RlsJpaAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** JDBC on a bound data source, with transactions. */
@SpringBootConfiguration
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    RlsDataSourceAutoConfiguration.class,
    RlsJpaAutoConfiguration.class
})
class ParcelApplication {

    @Bean
    Transactions transactions() {
        return new Transactions();
    }
}
