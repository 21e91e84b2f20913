package dev.rls.testkit.agreement;

import dev.rls.testkit.schema.Grade;
import dev.rls.testkit.schema.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Few values of each type, so that rows, claims and literals meet, and such that a careless reading confuses: case,
 * normal forms, quotes, what SQL, Hibernate or Liquibase would interpret, the ends of ranges.
 */
final class Pools {

    static final List<String> STRINGS = List.of(
            "a",
            "A",
            "acme",
            "Acme",
            "acme ",
            "acme/eu",
            "acme/eu/fr",
            "acme_eu",
            "",
            "\u00fcber",
            "u\u0308ber",
            "\u6771\u4eac",
            "\ud83d\ude00x",
            "\u202eabc",
            "o'hare",
            "a\\b",
            "a%b",
            "100%",
            "a:sub",
            "{alias}.x",
            "${x}",
            "a--b",
            "?",
            "$$",
            "null");

    private static final List<String> TENANTS = List.of("acme", "Acme", "globex", "o'hare", "\u00fcber", "acme/eu");

    static final List<UUID> UUIDS =
            List.of(new UUID(0, 0), new UUID(0x0123456789abcdefL, 0x8edcba9876543210L), new UUID(-1, -1));

    private static final List<UUID> TENANT_UUIDS =
            List.of(UUIDS.get(0), UUIDS.get(1), new UUID(-1, -2), new UUID(0, 1), new UUID(1, 0));

    static final List<Long> LONGS = List.of(0L, 1L, -1L, 7L, 1L << 31, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);

    private static final List<Long> TENANT_LONGS =
            List.of(0L, 1L, -1L, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE + 1);

    static final List<Integer> INTEGERS = List.of(0, 1, -1, 2, 7, Integer.MAX_VALUE, Integer.MIN_VALUE);

    /** Of scale two, as columns hold them. */
    static final List<BigDecimal> DECIMALS = List.of(
            new BigDecimal("0.00"),
            new BigDecimal("0.01"),
            new BigDecimal("-0.01"),
            new BigDecimal("1.00"),
            new BigDecimal("1.01"),
            new BigDecimal("1.50"),
            new BigDecimal("999999999999.99"));

    /** Of other scales, some of which no column can hold. */
    static final List<BigDecimal> LOOSE_DECIMALS = List.of(
            new BigDecimal("0"),
            new BigDecimal("1"),
            new BigDecimal("1.5"),
            new BigDecimal("1.500"),
            new BigDecimal("1.005"),
            new BigDecimal("-0.005"),
            new BigDecimal("0.0049"));

    static final List<LocalDate> DATES = List.of(
            LocalDate.of(1582, 10, 15),
            LocalDate.of(1999, 12, 31),
            LocalDate.of(2000, 1, 1),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(9999, 12, 31));

    /** Far from now, so that what they compare with now is the same in every run. */
    static final List<Instant> TIMES = List.of(
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("2000-01-01T00:00:00.000001Z"),
            Instant.parse("2000-07-01T12:00:00Z"),
            Instant.parse("2150-06-01T00:00:00Z"));

    /** What columns round to microseconds. */
    static final List<Instant> LOOSE_TIMES = List.of(
            Instant.parse("2000-01-01T00:00:00.000000499Z"),
            Instant.parse("2000-01-01T00:00:00.000000500Z"),
            Instant.parse("1999-12-31T23:59:59.999999900Z"));

    /** When this run began; rows stand days before and after it. */
    static final Instant NOW = Instant.ofEpochSecond(Instant.now().getEpochSecond());

    static final List<Instant> NEAR = List.of(NOW.minus(Duration.ofDays(3)), NOW.plus(Duration.ofDays(3)));

    private Pools() {}

    /**
     * Tenants of a type; rows belong to the first three as a rule. Not among them is what stands for no tenant in the
     * ORM: the highest UUID, the lowest Long, the empty string.
     */
    static List<?> tenants(Kind kind) {
        return switch (kind) {
            case STRING -> TENANTS;
            case UUID -> TENANT_UUIDS;
            case LONG -> TENANT_LONGS;
            default -> throw new IllegalArgumentException("no tenant is a " + kind);
        };
    }

    /** Values as JSON has them. */
    static List<Object> claims(Kind kind, List<?> values) {
        return values.stream()
                .<Object>map(value -> kind == Kind.UUID ? value.toString() : value)
                .toList();
    }

    /** Values as columns hold them. */
    static List<?> of(Kind kind) {
        return switch (kind) {
            case STRING -> STRINGS;
            case UUID -> UUIDS;
            case LONG -> LONGS;
            case INTEGER -> INTEGERS;
            case DECIMAL -> DECIMALS;
            case BOOLEAN -> List.of(true, false);
            case DATE -> DATES;
            case TIMESTAMP -> TIMES;
            case GRADE -> Arrays.stream(Grade.values()).map(Enum::name).toList();
            case STAGE -> Arrays.stream(Stage.values()).map(Enum::ordinal).toList();
        };
    }

    /** Values as columns hold them, those near now among them. */
    static List<?> ofRows(Kind kind) {
        return kind == Kind.TIMESTAMP ? and(TIMES, NEAR) : of(kind);
    }

    /** Values as they are written or compared with, those that columns round among them. */
    static List<?> loose(Kind kind) {
        return switch (kind) {
            case DECIMAL -> and(DECIMALS, LOOSE_DECIMALS);
            case TIMESTAMP -> and(ofRows(kind), LOOSE_TIMES);
            default -> of(kind);
        };
    }

    /** A value for a digest that is the same in every run. */
    static String stable(Object value) {
        int near = value instanceof Instant ? NEAR.indexOf(value) : -1;
        return near < 0 ? String.valueOf(value) : "near" + near;
    }

    private static List<?> and(List<?> some, List<?> more) {
        List<Object> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
