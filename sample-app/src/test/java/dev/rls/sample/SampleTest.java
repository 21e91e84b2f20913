package dev.rls.sample;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rls.sample.demo.DemoIssuer;
import dev.rls.sample.demo.TestTokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.TestSocketUtils;

/** The application as it is started by hand, on a free port. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = SampleTest.FreePort.class)
abstract class SampleTest {

    /** Invoices of acme and globex in tables.sql. */
    static final String ACME_INVOICE = "6f3c1f0e-7d0b-4e57-9d4c-0d1c3a5e8b01";

    static final String GLOBEX_INVOICE = "d41c6a90-5b7e-4c39-a1f8-9e2b7c6d5a04";

    Api api;

    @Autowired
    DemoIssuer issuer;

    @Autowired
    private SpringLiquibase migration;

    /** Known before the start, because the URI of the issuer's keys has it. */
    static class FreePort implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("server.port=" + TestSocketUtils.findAvailableTcpPort())
                    .applyTo(context);
        }
    }

    @Autowired
    void port(@Value("${server.port}") int port) {
        api = new Api("http://localhost:" + port);
    }

    /** A token as the demo issuer gives it to anybody. */
    String tokenOf(String tenant) {
        return api.post("/demo/token", null, "{\"tenant\":\"%s\",\"sub\":\"alice\",\"roles\":[]}".formatted(tenant))
                .body()
                .get("token")
                .asString();
    }

    /** A token signed with the issuer's key over claims of any kind. */
    String token(Consumer<JWTClaimsSet.Builder> bend) {
        return TestTokens.sign(issuer, bend);
    }

    void asMigrator(String sql) throws SQLException {
        try (Connection connection = migration.getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The control of a protection: the same with row security taken away. */
    void withoutRowSecurity(Runnable work) throws SQLException {
        asMigrator("alter table invoice disable row level security");
        try {
            work.run();
        } finally {
            asMigrator("alter table invoice enable row level security");
        }
    }
}
