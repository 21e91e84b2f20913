package dev.rls.sample.database;

import java.io.IOException;
import java.sql.SQLException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection pool and Liquibase get a login each. Not used once {@code spring.datasource.url} names a database. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", havingValue = "embedded", matchIfMissing = true)
class EmbeddedDatabaseConfiguration {

    private final DatabaseLogin migrator = DatabaseLogin.of("sample_migrator");
    private final DatabaseLogin application = DatabaseLogin.of("sample_application");

    @Bean
    EmbeddedDatabase embeddedDatabase() throws IOException, SQLException {
        return new EmbeddedDatabase(migrator, application);
    }

    @Bean
    JdbcConnectionDetails applicationConnection(EmbeddedDatabase database) {
        return new ApplicationConnection(database.url(), application);
    }

    @Bean
    LiquibaseConnectionDetails migratorConnection(EmbeddedDatabase database) {
        return new MigratorConnection(database.url(), migrator);
    }

    private record ApplicationConnection(String url, DatabaseLogin login) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return login.user();
        }

        @Override
        public String getPassword() {
            return login.password();
        }
    }

    private record MigratorConnection(String url, DatabaseLogin login) implements LiquibaseConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return login.user();
        }

        @Override
        public String getPassword() {
            return login.password();
        }
    }
}
