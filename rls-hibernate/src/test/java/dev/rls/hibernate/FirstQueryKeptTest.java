package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** The first statement of Hibernate's transactions is kept on the server, behind a bind that never is. */
class FirstQueryKeptTest {

    @Test
    void aQueryThatBeginsTransactionsGetsAName() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Shop.on(Version.V18).application());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                SessionFactory factory = factory(pool)) {
            for (int time = 0; time < 12; time++) {
                String number = time % 2 == 0 ? "A-1" : "A-2";
                ClaimsScope.run(
                        Tenants.ACME,
                        () -> factory.inTransaction(session -> session.createSelectionQuery(
                                        "from Invoice where number = :number", Invoice.class)
                                .setParameter("number", number)
                                .getResultList()));
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(Sql.column(connection, "select statement from pg_prepared_statements where not from_sql"))
                        .anyMatch(statement -> statement.contains("from invoice"))
                        .noneMatch(statement -> statement.contains("rls."));
            }
        }
    }

    private static SessionFactory factory(HikariDataSource pool) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("hibernate.connection.datasource", pool);
        return Factories.build(settings, Invoice.class, Customer.class, Currency.class);
    }
}
