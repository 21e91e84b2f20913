package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Claims that lie elsewhere in a token than policies look for them: the verifier reads what the database reads. */
class ClaimMappingTest {

    private static final List<String> TENANTS = List.of(
            "'https://acme.example/tenant'",
            "org.id",
            "org.team.lead",
            "tid",
            "sub",
            "list.'1'",
            "list.'-1'",
            "nowhere");

    @Test
    void theDatabaseReadsTheSameClaims() throws SQLException {
        Map<String, Object> claims = Map.of(
                "https://acme.example/tenant",
                "by-uri",
                "org",
                Map.of("id", "nested", "team", Map.of("lead", "deeper")),
                "tid",
                "plain",
                "sub",
                "subject",
                "list",
                List.of("a", "b", "c"),
                "tenant_id",
                "not this one");
        for (String path : TENANTS) {
            TestIssuer issuer = new TestIssuer("mapping" + TENANTS.indexOf(path));
            register(issuer, path);
            String token = issuer.token(claims);
            Claims mapped = builder(issuer).mapClaim("tenant_id", path).build().verify(token);
            assertThat(mapped.get("tenant_id")).as(path).isEqualTo(bound(token));
            assertThat(mapped.token()).isEqualTo(token);
        }
        assertThat(Members.at(claims, List.of("list", "-1"))).isEqualTo("c");
        assertThat(Members.at(claims, List.of("list", "3"))).isNull();
        assertThat(Members.at(claims, List.of("sub", "x"))).isNull();
    }

    @Test
    void withoutAMappingAClaimIsWhereItsNameSays() {
        TestIssuer issuer = new TestIssuer("unmapped");
        Claims claims = builder(issuer)
                .mapClaim("roles", "realm_access.roles")
                .build()
                .verify(issuer.token(
                        Map.of("tenant_id", "acme", "roles", "no", "realm_access", Map.of("roles", List.of("clerk")))));
        assertThat(claims.get("tenant_id")).isEqualTo("acme");
        assertThat(claims.get("roles")).isEqualTo(List.of("clerk"));
    }

    @Test
    void whatIsRequiredIsLookedForWhereItIs() {
        TestIssuer issuer = new TestIssuer("required");
        JwtVerifier verifier = builder(issuer)
                .mapClaim("tenant_id", "org.id")
                .requireClaim("tenant_id", String.class)
                .build();
        assertThat(verifier.verify(issuer.token(Map.of("org", Map.of("id", "acme"))))
                        .get("tenant_id"))
                .isEqualTo("acme");
        assertThatThrownBy(() -> verifier.verify(issuer.token(Map.of("tenant_id", "acme"))))
                .hasMessageStartingWith("RLS415");
    }

    @Test
    void whatTheDatabaseReadsByItselfIsNotMapped() {
        assertThatThrownBy(() -> JwtVerifier.builder().mapClaim("exp", "end"))
                .hasMessage("RLS451: the token verifier cannot use its mapping of exp; mapClaim(..) takes any claim but"
                        + " iss, aud, exp and nbf");
    }

    private static void register(TestIssuer issuer, String path) throws SQLException {
        List<String> names = Arrays.stream(path.split("\\.(?![^']*'$)"))
                .map(name -> "\"" + name.replace("'", "") + "\"")
                .toList();
        TenantDatabase.on(Version.V18)
                .database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?, mapping => ?::jsonb)",
                        issuer.rsa().toPublicJWK().toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE,
                        "{\"tenant_id\": " + names + "}");
    }

    private static String bound(String token) throws SQLException {
        try (Connection connection =
                TenantDatabase.on(Version.V18).database().application().connect()) {
            connection.setAutoCommit(false);
            Sql.column(connection, "select rls.bind(?)", token);
            return Sql.column(connection, "select rls.claim_text('tenant_id')").get(0);
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("RLS504");
            return null;
        }
    }

    private static JwtVerifierBuilder builder(TestIssuer issuer) {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(issuer.rsa()));
    }
}
