package dev.rls.spring.transactions;

import static dev.rls.spring.transactions.ParcelDatabase.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** HikariCP tells of a connection that nobody gives back, and everything else it does, at its loudest. */
@ExtendWith(OutputCaptureExtension.class)
class LeakDetectionTest {

    @Test
    void whatThePoolTellsOfABoundConnectionIsNoSecret(CapturedOutput output) throws Exception {
        ParcelDatabase database = new ParcelDatabase();
        database.reset();
        try (ConfigurableApplicationContext application = database.start(
                ParcelApplication.class,
                "--logging.level.com.zaxxer.hikari=trace",
                "--spring.datasource.hikari.leak-detection-threshold=2000")) {
            DataSource bound = application.getBean(JdbcTemplate.class).getDataSource();
            ClaimsScope.<Object, Exception>call(ACME, () -> {
                try (Connection held = bound.getConnection();
                        PreparedStatement query = held.prepareStatement("select name from parcel")) {
                    assertThat(query.executeQuery().next()).isTrue();
                    assertThat(held.unwrap(PGConnection.class)).isNotNull();
                    assertThat(query.unwrap(PGStatement.class)).isNotNull();
                    appears(output, "Connection leak detection triggered for ");
                }
                return null;
            });
            appears(output, "was returned to the pool (unleaked)");
            try (Connection next = application.getBean(HikariDataSource.class).getConnection()) {
                assertThat(Sql.column(next, "select coalesce(current_setting('rls.ctx', true), '')"))
                        .containsExactly("");
            }
        }
        String token = Objects.requireNonNull(ACME.token());
        assertThat(output.getAll()).doesNotContain(token, token.substring(token.lastIndexOf('.')), "alice");
    }

    private static void appears(CapturedOutput output, String text) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!output.getAll().contains(text)) {
            assertThat(Instant.now()).as(text).isBefore(end);
            Thread.sleep(20);
        }
    }
}
