package dev.rls.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Some readings by name; rls-hibernate compares many more with those of the database. */
class ClaimValuesTest {

    private static final String ID = "6F1C1B1E-7a1d-4a55-9c4e-0d0d6b6f3a11";

    @Test
    void valuesBecomeThoseOfTheirType() {
        assertThat(read(ValueType.STRING, "")).isEqualTo("");
        assertThat(read(ValueType.UUID, ID)).isEqualTo(UUID.fromString(ID));
        assertThat(read(ValueType.LONG, 42)).isEqualTo(42L);
        assertThat(read(ValueType.LONG, new BigDecimal("1e2"))).isEqualTo(100L);
        assertThat(read(ValueType.LONG, 1e10)).isEqualTo(10_000_000_000L);
        assertThat(read(ValueType.INTEGER, 42L)).isEqualTo(42);
        assertThat(read(ValueType.DECIMAL, 0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(read(ValueType.DECIMAL, 0.1f)).isEqualTo(new BigDecimal("0.1"));
        assertThat(read(ValueType.DECIMAL, BigInteger.TEN)).isEqualTo(BigDecimal.TEN);
        assertThat(read(ValueType.BOOLEAN, false)).isEqualTo(false);
    }

    @Test
    void othersAreRefusedByNameAndType() {
        refused(ValueType.STRING, 1, "a JSON string");
        refused(ValueType.STRING, "a\0b", "a JSON string");
        refused(ValueType.STRING, "\ud800", "a JSON string");
        refused(ValueType.UUID, "1-1-1-1-1", "a UUID");
        refused(ValueType.LONG, 1.0, "an integer in the range of bigint");
        refused(ValueType.LONG, BigInteger.TWO.pow(63), "an integer in the range of bigint");
        refused(ValueType.INTEGER, 1L << 31, "an integer in the range of int");
        refused(ValueType.DECIMAL, "1", "a JSON number");
        refused(ValueType.DECIMAL, new BigDecimal("1e131072"), "a JSON number");
        refused(ValueType.DECIMAL, new BigDecimal("1e999999999"), "a JSON number");
        refused(ValueType.DECIMAL, new BigDecimal("1e-16384"), "a JSON number");
        refused(ValueType.BOOLEAN, "true", "a JSON boolean");
    }

    @Test
    void arraysHoldOneTypeAndNoNull() {
        ClaimRef roles = new ClaimRef(List.of("c"), ValueType.STRING, true, false);
        assertThat(ClaimValues.read(roles, of(List.of("a", "b")))).isEqualTo(List.of("a", "b"));
        assertThat(ClaimValues.read(roles, of(List.of()))).isEqualTo(List.of());
        for (Object other : List.of("a", Arrays.asList("a", null), List.of("a", 1), List.of(List.of("a")), Map.of())) {
            assertThatThrownBy(() -> ClaimValues.read(roles, of(other)))
                    .hasMessageStartingWith("RLS209: claim \"c\" is not an array of JSON strings, as ");
        }
    }

    @Test
    void aPathEndsAtNullAndNowhereElse() {
        ClaimRef path = new ClaimRef(List.of("org", "id"), ValueType.STRING, false, false);
        Claims none = Claims.of(Map.of());
        assertThat(ClaimValues.read(path, none)).isNull();
        assertThat(ClaimValues.read(path, Claims.of(Collections.singletonMap("org", null))))
                .isNull();
        assertThat(ClaimValues.read(path, Claims.of(Map.of("org", Map.of())))).isNull();
        assertThat(ClaimValues.read(path, Claims.of(Map.of("org", Map.of("id", "x")))))
                .isEqualTo("x");
        assertThatThrownBy(() -> ClaimValues.read(path, Claims.of(Map.of("org", "id"))))
                .isInstanceOfSatisfying(
                        ClaimTypeException.class, e -> assertThat(e.claim()).isEqualTo("org"))
                .hasMessageStartingWith("RLS209: claim \"org\" is not a JSON object, as ");
    }

    private static Object read(ValueType type, Object value) {
        return ClaimValues.read(new ClaimRef(List.of("c"), type, false, false), of(value));
    }

    private static void refused(ValueType type, Object value, String expected) {
        assertThatThrownBy(() -> read(type, value))
                .isInstanceOf(ClaimTypeException.class)
                .hasMessage(
                        "RLS209: claim \"c\" is not " + expected + ", as the policies need it. Have the issuer put it"
                                + " into its tokens as that, or leave it out");
    }

    private static Claims of(Object value) {
        return Claims.of(Map.of("c", value));
    }
}
