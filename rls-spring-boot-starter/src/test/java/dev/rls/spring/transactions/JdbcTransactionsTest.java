package dev.rls.spring.transactions;

import static dev.rls.spring.transactions.ParcelDatabase.ACME;
import static dev.rls.spring.transactions.ParcelDatabase.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Without Hibernate the transactions are those of the data source, and JdbcTemplate is bound in them as well. */
class JdbcTransactionsTest {

    private static final String NAMES = "select name from parcel order by id";

    @Test
    void aTransactionOfTheDataSourceIsBound() throws SQLException, IOException {
        ParcelDatabase database = new ParcelDatabase();
        database.reset();
        try (ConfigurableApplicationContext application = database.start(ParcelApplication.class)) {
            assertThat(application.getBean(JdbcTransactionManager.class)).isNotNull();
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            Transactions transactions = application.getBean(Transactions.class);
            for (Claims claims : List.of(ACME, GLOBEX, ACME)) {
                List<String> own = claims == ACME ? List.of("a1", "a2") : List.of("g1");
                ClaimsScope.run(
                        claims,
                        () -> transactions.required(() -> {
                            assertThatThrownBy(() -> transactions.nested(() -> {
                                        assertThat(jdbc.update("delete from parcel"))
                                                .isEqualTo(own.size());
                                        throw new IllegalStateException("back");
                                    }))
                                    .hasMessage("back");
                            assertThat(jdbc.queryForList(NAMES, String.class)).isEqualTo(own);
                            transactions.requiresNew(() -> assertThat(jdbc.queryForList(NAMES, String.class))
                                    .isEqualTo(own));
                        }));
                assertThatThrownBy(() -> transactions.required(() -> jdbc.queryForList(NAMES, String.class)))
                        .rootCause()
                        .hasMessageContaining("RLS501");
            }
        }
    }
}
