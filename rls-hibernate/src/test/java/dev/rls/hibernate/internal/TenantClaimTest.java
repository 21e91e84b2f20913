package dev.rls.hibernate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim becomes a tenant strictly, or not at all. */
class TenantClaimTest {

    private static final String UUID_TEXT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    static Stream<Arguments> tenants() {
        return Stream.of(
                Arguments.of(ValueType.STRING, "acme", "acme"),
                Arguments.of(ValueType.STRING, " ", " "),
                Arguments.of(ValueType.UUID, UUID_TEXT, UUID.fromString(UUID_TEXT)),
                Arguments.of(ValueType.LONG, 42, 42L),
                Arguments.of(ValueType.LONG, BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE),
                Arguments.of(ValueType.LONG, new BigDecimal("1e2"), 100L),
                Arguments.of(ValueType.INTEGER, new BigDecimal("1E+2"), 100),
                Arguments.of(ValueType.INTEGER, 42L, 42),
                Arguments.of(ValueType.INTEGER, -1, -1));
    }

    static Stream<Arguments> others() {
        Stream<Object> never = Stream.of(true, List.of("acme"), Map.of("a", "b"), 1.5, 42.0);
        Stream<Arguments> always = never.flatMap(value ->
                Stream.of(ValueType.values()).filter(ValueType::isOfTenants).map(type -> Arguments.of(type, value)));
        return Stream.concat(
                always,
                Stream.of(
                        Arguments.of(ValueType.STRING, ""),
                        Arguments.of(ValueType.STRING, "ac\0me"),
                        Arguments.of(ValueType.STRING, 42),
                        Arguments.of(ValueType.UUID, "1-1-1-1-1"),
                        Arguments.of(ValueType.UUID, UUID_TEXT.replace("-", "")),
                        Arguments.of(ValueType.UUID, UUID_TEXT.replace("4f89", "zzzz")),
                        Arguments.of(ValueType.UUID, "ffffffff-ffff-ffff-ffff-ffffffffffff"),
                        Arguments.of(ValueType.LONG, "42"),
                        Arguments.of(ValueType.LONG, new BigDecimal("1.0")),
                        Arguments.of(ValueType.LONG, BigInteger.TWO.pow(63)),
                        Arguments.of(ValueType.LONG, Long.MIN_VALUE),
                        Arguments.of(ValueType.INTEGER, 1L << 31),
                        Arguments.of(ValueType.INTEGER, Integer.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void isATenant(ValueType type, Object value, Object tenant) {
        TenantClaim claim = new TenantClaim(ClaimRef.ofTenant("org", type));

        assertThat(claim.ofOrNone(claims(value))).isEqualTo(tenant);
        claim.require(claims(value));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isNone(ValueType type, Object value) {
        TenantClaim claim = new TenantClaim(ClaimRef.ofTenant("org", type));

        assertThat(claim.ofOrNone(claims(value))).isEqualTo(claim.none());
        assertThatThrownBy(() -> claim.require(claims(value)))
                .isInstanceOfSatisfying(ClaimRejectedException.class, rejection -> {
                    assertThat(rejection.claim()).isEqualTo("org");
                    assertThat(rejection.code()).isEqualTo("RLS205");
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"STRING", "UUID", "LONG", "INTEGER"})
    void anAbsentClaimIsNone(ValueType type) {
        TenantClaim claim = new TenantClaim(ClaimRef.ofTenant("org", type));

        assertThat(claim.ofOrNone(null)).isEqualTo(claim.none());
        assertThat(claim.ofOrNone(claims(null))).isEqualTo(claim.none());
        assertThatThrownBy(() -> claim.require(Claims.of(Map.of())))
                .isInstanceOfSatisfying(
                        ClaimRejectedException.class,
                        rejection -> assertThat(rejection.code()).isEqualTo("RLS204"));
    }

    private static Claims claims(Object value) {
        Map<String, Object> values = new HashMap<>();
        values.put("org", value);
        return Claims.of(values);
    }
}
