package dev.rls.sample.demo;

import com.nimbusds.jose.jwk.JWK;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells the database whom to believe. In production a DBA or a job does this once per key; here, where the key is born
 * with the process, the migration role does it. The application's own role may not.
 */
@Component
@Profile("!h2")
class DatabaseKeyRegistration implements ApplicationRunner {

    private final SpringLiquibase migration;
    private final DemoIssuer issuer;
    private final String issuerName;
    private final String audience;

    DatabaseKeyRegistration(
            SpringLiquibase migration,
            DemoIssuer issuer,
            @Value("${rls.token.issuer}") String issuerName,
            @Value("${rls.token.audience}") String audience) {
        this.migration = migration;
        this.issuer = issuer;
        this.issuerName = issuerName;
        this.audience = audience;
    }

    @Override
    public void run(ApplicationArguments args) throws SQLException {
        try (Connection connection = migration.getDataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("select rls.add_jwk(?::jsonb, ?, ?)")) {
            for (JWK key : issuer.publicKeys().getKeys()) {
                statement.setString(1, key.toJSONString());
                statement.setString(2, issuerName);
                statement.setString(3, audience);
                statement.execute();
            }
        }
    }
}
