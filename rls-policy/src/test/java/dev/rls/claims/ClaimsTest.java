package dev.rls.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ClaimsTest {

    static final List<Object> NOT_JSON = List.of(
            new Object(),
            new int[] {1},
            Instant.EPOCH,
            'c',
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            new AtomicLong(1),
            Path.of("endless"),
            Map.of(1, "a name that is no text"),
            List.of(List.of(new Object())));

    @Test
    void laterChangesOfTheSourceDoNotShow() {
        List<Object> roles = new ArrayList<>(List.of("reader"));
        Map<String, Object> org = new HashMap<>(Map.of("roles", roles));
        Map<String, Object> source = new HashMap<>(Map.of("org", org));
        Claims claims = Claims.of(source);

        roles.add("admin");
        org.put("id", 1);
        source.put("tenant_id", "globex");

        assertThat(claims.asMap()).isEqualTo(Map.of("org", Map.of("roles", List.of("reader"))));
    }

    @Test
    void nothingCanBeChangedAtAnyDepth() {
        Claims claims = Claims.of(Map.of("org", Map.of("roles", List.of("reader"))));
        Map<?, ?> org = (Map<?, ?>) claims.get("org");

        assertThatThrownBy(() -> claims.asMap().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(org::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((List<?>) org.get("roles"))::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void everyJsonTypeIsKeptAsItIs() {
        Map<String, Object> source = new HashMap<>();
        source.put("text", "a");
        source.put("flag", true);
        source.put(
                "numbers",
                Arrays.asList(1, 2L, 3.5, 4.5f, (short) 5, (byte) 6, BigInteger.TEN, new BigDecimal("1e999")));
        source.put("nothing", null);
        source.put("list", Collections.singletonList(null));

        assertThat(Claims.of(source).asMap()).isEqualTo(source);
    }

    @ParameterizedTest
    @FieldSource("NOT_JSON")
    void aValueThatJsonDoesNotKnowIsRefusedWithoutBeingShown(Object value) {
        assertThatThrownBy(() -> Claims.of(Map.of("odd", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("claim .* has a value of class .*, which JSON does not know: .*"
                        + "|a claim name must be a String");
    }

    @Test
    void textShowsNamesOnly() {
        Claims claims = Claims.ofToken("eyJ.secret.token", Map.of("tenant_id", "acme"));

        assertThat(claims).hasToString("Claims[tenant_id] of a token");
        assertThat(Claims.of(Map.of("tenant_id", "acme"))).hasToString("Claims[tenant_id]");
    }

    @Test
    void subjectAndExpiryAreReadWhereTheyHaveTheirTypes() {
        Claims claims = Claims.of(Map.of("sub", "alice", "exp", 1_700_000_000.25));

        assertThat(claims.subject()).isEqualTo("alice");
        assertThat(claims.expiresAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_250L));
        assertThat(Claims.of(Map.of("sub", 1, "exp", "soon")).subject()).isNull();
        assertThat(Claims.of(Map.of("sub", 1, "exp", "soon")).expiresAt()).isNull();
        assertThat(Claims.of(Map.of()).expiresAt()).isNull();
    }

    @Test
    void equalityIncludesTheToken() {
        Claims claims = Claims.ofToken("a", Map.of("tenant_id", "acme"));

        assertThat(claims)
                .isEqualTo(Claims.ofToken("a", Map.of("tenant_id", "acme")))
                .hasSameHashCodeAs(Claims.ofToken("a", Map.of("tenant_id", "acme")))
                .isNotEqualTo(Claims.ofToken("b", Map.of("tenant_id", "acme")))
                .isNotEqualTo(Claims.of(Map.of("tenant_id", "acme")))
                .isNotEqualTo(Claims.ofToken("a", Map.of("tenant_id", "globex")));
    }

    @Test
    void thoseOfASystemAccessEndWithItAndAreNobodyElses() {
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        Claims operators = Claims.ofSystem(new SystemAccess("ticket 1", end), Map.of("tenant_id", "acme", "exp", 1));
        assertThat(operators.expiresAt()).isEqualTo(end);
        assertThat(operators.token()).isNull();
        assertThat(operators.systemAccess()).isEqualTo(new SystemAccess("ticket 1", end));
        assertThat(operators)
                .isNotEqualTo(Claims.of(operators.asMap()))
                .isNotEqualTo(Claims.ofSystem(new SystemAccess("ticket 2", end), operators.asMap()))
                .isEqualTo(Claims.ofSystem(new SystemAccess("ticket 1", end), operators.asMap()))
                .asString()
                .endsWith(" of a system access")
                .doesNotContain("acme", "ticket");
    }
}
