package dev.rls.spring.transactions;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.liquibase.RlsSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.hibernate.SpringSessionContext;

/** The parcels of two tenants, and applications that log in as nobody in particular. */
final class ParcelDatabase {

    private static final TestIssuer ISSUER = new TestIssuer("parcels");

    static final Claims ACME = claims("acme");
    static final Claims GLOBEX = claims("globex");

    private final TestDatabase database = PostgresServer.of(Version.V18).createDatabase();

    ParcelDatabase() throws SQLException, IOException {
        database.migrator()
                .execute(
                        text(RlsSchema.CHANGELOG),
                        "grant rls_app to application",
                        "grant rls_keys to migrator",
                        "create table parcel (id bigint primary key, tenant_id varchar(255) not null, name varchar(255))",
                        text("META-INF/rls/parcels/changelog.sql"));
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?)",
                        ISSUER.rsa().toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE);
    }

    /** Whoever is beyond row security. */
    Sql truth() {
        return database.superuser();
    }

    void reset() throws SQLException {
        truth().execute(
                        "truncate parcel",
                        "insert into parcel values (1, 'acme', 'a1'), (2, 'acme', 'a2'), (3, 'globex', 'g1')");
    }

    /** An application with a pool of three connections, so that transactions can be suspended for others. */
    ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + PostgresServer.APPLICATION,
                        "spring.datasource.password=" + PostgresServer.PASSWORD,
                        "spring.jpa.properties.hibernate.current_session_context_class="
                                + SpringSessionContext.class.getName(),
                        "spring.datasource.hikari.maximum-pool-size=3",
                        "spring.datasource.hikari.connection-timeout=5000")
                .run(arguments);
    }

    private static Claims claims(String tenant) {
        Map<String, String> values = Map.of("tenant_id", tenant, "sub", "alice");
        return Claims.ofToken(ISSUER.token(values), values);
    }

    private static String text(String resource) throws IOException {
        ClassLoader loader = ParcelDatabase.class.getClassLoader();
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
