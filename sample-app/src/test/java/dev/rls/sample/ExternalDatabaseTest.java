package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** Started by its main class on a database that a DBA has prepared, as the README says. */
class ExternalDatabaseTest {

    @ParameterizedTest
    @EnumSource
    void itMigratesAsTheOwnerServesAsTheApplicationAndStartsAgain(PostgresServer.Version version) {
        TestDatabase database = PostgresServer.of(version).createDatabase();
        for (int start = 1; start <= 2; start++) {
            int port = TestSocketUtils.findAvailableTcpPort();
            Api api = new Api("http://localhost:" + port);
            try (ConfigurableApplicationContext context = SpringApplication.run(
                    SampleApplication.class,
                    "--server.port=" + port,
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + PostgresServer.APPLICATION,
                    "--spring.datasource.password=" + PostgresServer.PASSWORD,
                    "--spring.liquibase.user=" + PostgresServer.MIGRATOR,
                    "--spring.liquibase.password=" + PostgresServer.PASSWORD)) {
                assertThat(context.containsBean("embeddedDatabase")).isFalse();
                String token = api.post("/demo/token", null, "{\"tenant\":\"globex\"}")
                        .body()
                        .get("token")
                        .asString();
                assertThat(api.get("/api/invoices", token).text())
                        .contains("G-2001")
                        .doesNotContain("A-1001");
                assertThat(api.get("/api/invoices/report", token).text())
                        .contains("globex")
                        .doesNotContain("acme");
            }
        }
    }
}
