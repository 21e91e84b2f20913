package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token that ends while a transaction runs. */
class ExpiryTest {

    @Test
    void theNextStatementOfTheTransactionFailsAndSaysSo() throws SQLException, JOSEException, InterruptedException {
        TenantDatabase tenants = TenantDatabase.fresh(Version.V18);
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("exact")
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        tenants.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?, skew => 0)",
                        key.toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE);
        Instant end = Instant.now().plusSeconds(3);
        Map<String, Object> values = Map.of("tenant_id", "acme");
        Claims claims =
                Claims.ofToken(TestIssuer.sign(key, values, builder -> builder.expirationTime(Date.from(end))), values);

        try (Connection connection =
                Bound.connect(tenants.database().application().dataSource(), claims)) {
            connection.setAutoCommit(false);
            assertThat(Sql.column(connection, "select title from invoice")).hasSize(2);
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
            assertThatThrownBy(() -> Sql.column(connection, "select title from invoice"))
                    .satisfies(e -> Bound.assertState(e, "42501"))
                    .hasMessageContaining("RLS503: the claims bound to this transaction have expired");
            connection.rollback();
            assertThatThrownBy(() -> Sql.column(connection, "select title from invoice"))
                    .as("nor does it bind the next one")
                    .satisfies(e -> Bound.assertState(e, "28000"));
        }
    }
}
