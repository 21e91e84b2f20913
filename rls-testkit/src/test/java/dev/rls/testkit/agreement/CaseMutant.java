package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import dev.rls.testkit.internal.Act;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Faults on the way of claims and values, as changes of the case that one reading gets. */
enum CaseMutant {
    STALE_CLAIMS((before, now) -> new Case(before.claims(), now.act())),
    EMPTY_ARRAY_AS_NULL(claims(value -> value instanceof List<?> list && list.isEmpty() ? null : value)),
    ABSENT_CLAIM_AS_EMPTY_TEXT((before, now) -> {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>(now.claims().asMap());
        claims.putIfAbsent("sub", "");
        claims.putIfAbsent("role", "");
        return new Case(Claims.of(claims), now.act());
    }),
    FIRST_OF_ARRAY_LOST(claims(
            value -> value instanceof List<?> list && !list.isEmpty() ? list.subList(1, list.size()) : value)),
    TEXT_TRIMMED(claims(value -> value instanceof String text ? text.strip() : value)),
    TEXT_NORMALIZED(claims(value -> value instanceof String text
            ? java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)
            : value)),
    NUMBER_AS_DOUBLE(claims(value -> value instanceof Long number ? (Object) (long) (double) number : value)),
    TIME_CUT_NOT_ROUNDED(values(value -> value instanceof Instant time ? time.truncatedTo(ChronoUnit.MICROS) : value)),
    DECIMAL_CUT_NOT_ROUNDED(
            values(value -> value instanceof BigDecimal number ? number.setScale(2, RoundingMode.DOWN) : value));

    private final BinaryOperator<Case> change;

    CaseMutant(BinaryOperator<Case> change) {
        this.change = change;
    }

    /** The case as the faulty reading has it. */
    Case of(Case before, Case now) {
        return change.apply(before, now);
    }

    private static BinaryOperator<Case> claims(UnaryOperator<@Nullable Object> change) {
        return (before, now) -> new Case(Claims.of(changed(now.claims().asMap(), change)), now.act());
    }

    private static BinaryOperator<Case> values(UnaryOperator<@Nullable Object> change) {
        return (before, now) -> new Case(
                now.claims(),
                new Act(now.act().kind(), now.act().ids(), changed(now.act().values(), change)));
    }

    private static Map<String, @Nullable Object> changed(
            Map<?, ? extends @Nullable Object> values, UnaryOperator<@Nullable Object> change) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        values.forEach((name, value) -> changed.put(
                String.valueOf(name), value instanceof Map<?, ?> map ? changed(map, change) : change.apply(value)));
        return changed;
    }
}
