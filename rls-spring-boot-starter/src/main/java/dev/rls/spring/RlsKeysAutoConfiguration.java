package dev.rls.spring;

import dev.rls.liquibase.keys.KeyFollower;
import dev.rls.spring.internal.KeyFollowers;
import dev.rls.spring.internal.KeyJob;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The job that brings the keys of issuers into the database, from {@code rls.keys.*}, at start and every few minutes. It
 * logs in by itself: no pool, and no session of the application's, ever has its rights.
 */
@AutoConfiguration
@ConditionalOnClass(KeyFollower.class)
@ConditionalOnProperty("rls.keys.url")
@EnableConfigurationProperties(RlsKeysProperties.class)
public final class RlsKeysAutoConfiguration {

    /** For Spring. */
    public RlsKeysAutoConfiguration() {}

    @Bean
    KeyJob rlsKeyJob(
            RlsKeysProperties keys,
            @Value("${spring.datasource.username:}") String application,
            ObjectProvider<DataSource> dataSources) {
        Set<String> applications = dataSources.stream()
                .flatMap(dataSource -> KeyFollowers.loginOf(dataSource).stream())
                .collect(Collectors.toCollection(HashSet::new));
        applications.add(application);
        return new KeyJob(KeyFollowers.of(keys, applications), keys.every());
    }
}
