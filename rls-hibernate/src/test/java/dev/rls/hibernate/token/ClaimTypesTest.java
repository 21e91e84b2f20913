package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.internal.jdbc.TenantDatabase;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ValueType;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.policy.evaluate.ClaimValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each value of {@link ClaimCases} as each type, read in Java and in the database: both take the same value, read null, or
 * refuse with the same words. The claims come by a token that both sides verify, and by {@code rls.bind_claims}.
 */
@ParameterizedClass
@EnumSource(Version.class)
class ClaimTypesTest {

    @Parameter
    Version version;

    private static final JwtVerifier VERIFIER = JwtVerifier.builder()
            .issuer(TestIssuer.ISSUER)
            .audience(TestIssuer.AUDIENCE)
            .algorithms(JWSAlgorithm.HS256)
            .jwkSet(new JWKSet(List.of(
                    TenantDatabase.on(Version.V15).issuer().secret(),
                    TenantDatabase.on(Version.V18).issuer().secret())))
            .build();

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @BeforeAll
    static void trust() throws SQLException {
        for (Version each : Version.values()) {
            TenantDatabase.on(each).database().superuser().execute("grant rls_trusted to application");
            TenantDatabase.on(each).database().migrator().execute("select rls.declare_claim('c')");
        }
    }

    @AfterAll
    static void trustNoLonger() throws SQLException {
        for (Version each : Version.values()) {
            TenantDatabase.on(each).database().superuser().execute("revoke rls_trusted from application");
        }
    }

    @Test
    void tokensAreReadAlike() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = connect()) {
            for (ClaimCases.Case each : ClaimCases.all()) {
                String token = token(each.json());
                Claims claims = verified(token);
                boolean bound = binds(connection, "select rls.bind(?)", token);
                if (bound != (claims != null)) {
                    differences.add(each + ": the database " + (bound ? "takes" : "rejects") + " the token");
                } else if (claims == null) {
                    outcomes.merge("rejected", 1, Integer::sum);
                } else {
                    compare(connection, each, claims, differences);
                }
                connection.rollback();
            }
        }
        assertThat(differences).isEmpty();
        assertThat(outcomes)
                .as("every outcome has its cases")
                .containsOnlyKeys("error", "null", "rejected", "value")
                .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(8));
        assertThat(ClaimCases.all().size() * refs(ClaimCases.all().get(0)).size())
                .isGreaterThan(1000);
    }

    @Test
    void claimsWithoutATokenAreReadAlike() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = connect()) {
            for (ClaimCases.Case each : ClaimCases.withoutToken()) {
                compareUntrusted(connection, each, Claims.of(ClaimCases.object(each)), differences);
            }
            for (Map.Entry<String, Object> each : ClaimCases.javaValues().entrySet()) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("c", each.getValue());
                compareUntrusted(
                        connection, new ClaimCases.Case(each.getKey(), List.of("c")), Claims.of(values), differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    private void compareUntrusted(Connection connection, ClaimCases.Case each, Claims claims, List<String> differences)
            throws SQLException {
        String json = JSONObjectUtils.toJSONString(claims.asMap());
        if (binds(connection, "select rls.bind_claims(?::jsonb)", json)) {
            compare(connection, each, claims, differences);
        } else {
            for (ClaimRef ref : refs(each)) {
                String java = inJava(ref, claims);
                if (!java.startsWith("error")) {
                    differences.add(each + " as " + ref + ": Java reads " + java + ", the database does not bind it");
                }
            }
        }
        connection.rollback();
    }

    private void compare(Connection connection, ClaimCases.Case each, Claims claims, List<String> differences)
            throws SQLException {
        for (ClaimRef ref : refs(each)) {
            String java = inJava(ref, claims);
            String database = inDatabase(connection, ref);
            outcomes.merge(java.substring(0, java.indexOf(':')), 1, Integer::sum);
            if (!java.equals(database)) {
                differences.add(
                        each + " as " + ref + ": Java " + shortened(java) + ", database " + shortened(database));
            }
        }
    }

    /** Each type, as single value and as array, and the required ones of tenants. */
    private static List<ClaimRef> refs(ClaimCases.Case each) {
        List<ClaimRef> refs = new ArrayList<>();
        for (ValueType type : ValueType.values()) {
            if (type.isOfClaims()) {
                refs.add(new ClaimRef(each.path(), type, false, false));
                refs.add(new ClaimRef(each.path(), type, true, false));
            }
            if (each.path().size() == 1 && (type.isOfTenants() || type == ValueType.INTEGER)) {
                refs.add(new ClaimRef(each.path(), type, false, true));
            }
        }
        return refs;
    }

    private static String inJava(ClaimRef ref, Claims claims) {
        try {
            Object value = ClaimValues.read(ref, claims);
            if (value == null) {
                return "null:";
            }
            return "value:"
                    + (value instanceof List<?> list
                            ? list.size()
                                    + list.stream()
                                            .map(each -> "\u0001" + text(each))
                                            .collect(Collectors.joining())
                            : text(value));
        } catch (ClaimTypeException e) {
            assertThat(e.code()).isEqualTo("RLS209");
            String problem =
                    e.getMessage().substring("RLS209: ".length(), e.getMessage().indexOf(','));
            return problem.endsWith("is absent") ? "error: required" : "error: " + problem;
        }
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static String inDatabase(Connection connection, ClaimRef ref) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        String path = ref.path().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        String function =
                ref.required() ? ref.type().claimFunction() : ref.type().findFunction(ref.array());
        String value = ref.array()
                ? "cardinality(v) || array_to_string(array(select chr(1) || e::text from unnest(v) e), '')"
                : "v::text";
        try {
            String text = Sql.column(connection, "select " + value + " from rls." + function + "(" + path + ") v")
                    .get(0);
            return text == null ? "null:" : "value:" + text;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            assertThat(e.getSQLState()).isEqualTo("42501");
            String message = e.getMessage()
                    .replaceFirst("^ERROR: ", "")
                    .lines()
                    .findFirst()
                    .orElseThrow();
            return message.startsWith("RLS504: ")
                    ? "error: required"
                    : "error: " + message.replaceFirst("^RLS505: ", "");
        }
    }

    private static boolean binds(Connection connection, String sql, String parameter) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            Sql.column(connection, sql, parameter);
            return true;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            return false;
        }
    }

    private static Claims verified(String token) {
        try {
            return VERIFIER.verify(token);
        } catch (TokenRejectedException e) {
            assertThat(e.reason()).isEqualTo(TokenRejectedException.Reason.MALFORMED);
            return null;
        }
    }

    private String token(String json) {
        var key = TenantDatabase.on(version).issuer().secret();
        BentToken good = BentToken.good(key);
        String payload = good.payload().replaceFirst("\"nested\".*$", "");
        String utf8 = new String(
                (json == null ? "\"z\":1" : "\"c\":" + json).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
        return new BentToken(good.header(), payload + utf8 + "}").signedBy(key);
    }

    private Connection connect() throws SQLException {
        Connection connection =
                TenantDatabase.on(version).database().application().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static String shortened(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + "…";
    }
}
